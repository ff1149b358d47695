"""Hardware of a hall as a library of its own: ticket printer, speech, and the printer's simulator."""
