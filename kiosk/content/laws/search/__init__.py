"""Search that understands people: everyday questions, postings of letter pairs, a small linear ranker."""
