"""Small parts that pages are made of; each has an object name, an accessible name, and works by keyboard."""
