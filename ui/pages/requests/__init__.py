"""Requests under POPIA: the list, the page of one, and the screen on which what is held is read thing by thing."""
