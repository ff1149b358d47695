"""The visitor's errand: what they came for, what they have with them, what they take away."""
