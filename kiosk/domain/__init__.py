"""Plain values and rules without I/O. Imports nothing but the standard library."""
