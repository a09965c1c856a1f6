"""The frozen steps from an empty file to today's schema: one SQL script a schema number, never edited once released."""
