"""Deadlines of every noun: one list by weeks."""
