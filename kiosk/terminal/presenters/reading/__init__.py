"""What the pages say on which laws and cases are read."""
