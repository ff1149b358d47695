"""What helps those who see, hear, read or reach less than others: comfort, keypad, reading aloud."""
