"""Whose name stands under what is printed."""

from __future__ import annotations

RECOVERY_NAME = "Recovery sheet"
"""What the history calls whoever opened the workspace with the recovery sheet: which person it was, nobody knows."""


def signer(user_name: str) -> str:
    """Who made a paper or signs a letter; nobody where the recovery sheet opened the workspace."""
    return "" if user_name == RECOVERY_NAME else user_name
