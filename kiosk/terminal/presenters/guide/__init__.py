"""What the pages say that lead through what a visitor wants done."""
