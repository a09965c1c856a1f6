"""The letter templates that ship with the program, in English; the workspace keeps its own copies."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent / "templates.json"


@dataclass(frozen=True)
class ShippedTemplate:
    """One template as it ships."""

    kind: str
    name: str
    language: str
    subject: str
    words: str


@cache
def templates() -> tuple[ShippedTemplate, ...]:
    """Every template, one for each kind."""
    found = json.loads(_FILE.read_text(encoding="utf-8"))
    return tuple(ShippedTemplate(**{**each, "words": "\n".join(each["words"])}) for each in found)
