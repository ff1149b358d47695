"""The content library: plain files, checked on load; the database built from them; the laws in `laws`."""
