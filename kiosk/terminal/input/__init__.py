"""Input methods: pinyin, handwriting, Latin letters and digits on the screen. Only `handwriting` and `libime` know a library."""
