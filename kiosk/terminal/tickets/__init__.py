"""A ticket: taken, printed, and looked after by its number."""
