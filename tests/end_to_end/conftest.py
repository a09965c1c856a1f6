"""The window's fixtures, for the stories told through it."""

from __future__ import annotations

from tests.ui.conftest import desk, preferences

__all__ = ["desk", "preferences"]
