"""What crosses the hall's network: events, certificates, the subscriber with its snapshot, the HTTP client."""
