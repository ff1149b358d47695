"""What the pages say on which laws are looked up."""
