"""The layout system of every paper: fonts, styles, text, pages, registers and charts.

Documents hand it plain text, as typed by anybody. Nothing here reads markup, so no text can break a page.
One document is made at a time (`page.render` holds a lock): reportlab's font faces are not for several threads.
"""
