"""Lists of any length: ordered ids, and rows fetched in blocks when they come into view."""
