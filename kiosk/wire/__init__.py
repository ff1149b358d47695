"""What crosses a network: events, certificates, the subscriber with its snapshot, the HTTP client, letters to the centre."""
