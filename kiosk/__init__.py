"""Self-service system for public legal service halls: terminal, tickets, counters, board, centre."""

__version__ = "0.1.0"
