"""What the pages say on which one takes a ticket or looks after it."""
