"""Replacing the holder of a post: who leaves and who comes, then what hangs on it."""
