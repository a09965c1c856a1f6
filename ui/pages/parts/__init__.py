"""Parts that the pages of records share: lines, cards and the rows of forms."""
