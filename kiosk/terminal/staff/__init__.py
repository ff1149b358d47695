"""The staff's page behind a PIN: what it takes to get in, and what there is to see and do."""
