"""Engagements: the list and calendar, the page of one, the plan, and the close-out."""
