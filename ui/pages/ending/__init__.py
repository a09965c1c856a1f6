"""Ending the term of a whole body: who leaves, what becomes of each open promise, and which seats wait."""
