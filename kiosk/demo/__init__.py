"""A whole hall on one machine: every program for real, a simulated printer, sample content."""
