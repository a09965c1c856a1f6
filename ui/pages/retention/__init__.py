"""Looking through whom we may no longer need to keep."""
