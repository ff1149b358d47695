"""What goes on paper: tickets and slips as printable documents, and the configured printer."""
