"""Search that understands people: everyday questions, postings of letter pairs, a small linear ranker."""

import os

# numpy's products here take microseconds: waking threads for them costs ten times that, and takes the processor from the drawing
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
# a system that looks for huge pages may take a third of a second to find those for an index; without, searches are as quick
os.environ.setdefault("NUMPY_MADVISE_HUGEPAGE", "0")
