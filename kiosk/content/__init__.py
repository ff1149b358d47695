"""The content library: plain files, checked on load; the database built from them; the laws and how to find them."""
