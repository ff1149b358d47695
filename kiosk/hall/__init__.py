"""The hall server: tickets, calls and notices; the HTTP API and its pages; the events for boards."""
