"""The display board: calls, queues, notices and slides, drawn and spoken as the hall sends them."""
