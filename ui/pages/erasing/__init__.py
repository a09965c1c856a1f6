"""Erasing a person: what would go, the name typed to be sure, and the proof."""
