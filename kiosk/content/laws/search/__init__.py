"""Search that understands people: everyday questions, postings of letter pairs, a small linear ranker."""

import os

# numpy's products here take microseconds: waking threads for them costs ten times that, and takes the processor from the drawing
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
