"""Reading laws and cases: places in them, passages with links, printing and jumping."""
