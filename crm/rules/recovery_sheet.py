"""The recovery sheet: when it was made, and that nobody of its name signs anything."""

from __future__ import annotations

MADE_ON = "recovery_sheet_made_on"
"""The setting that says so."""
RECOVERY_NAME = "Recovery sheet"
"""What the history calls whoever opened the workspace with the recovery sheet: which person it was, nobody knows."""


def signer(user_name: str) -> str:
    """Who made a paper or signs a letter; nobody where the recovery sheet opened the workspace."""
    return "" if user_name == RECOVERY_NAME else user_name
