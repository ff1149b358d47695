"""Looks at every part and device of this machine and says what is wrong and what to do."""
