"""With which options a sample workspace shows what a community is told: what is written in plain words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

Options = Mapping[str, str]


def two_languages(ask: Callable[..., Any]) -> Sequence[Options]:
    """English and Afrikaans side by side."""
    return [{**each, "second": "af"} for each in one_language(ask)]


def one_language(ask: Callable[..., Any]) -> Sequence[Options]:
    """English; nothing where no plain words are kept."""
    from crm.queries.plain_words import list_plain_languages

    return [_written(ask)] if ask(list_plain_languages) else []


def _written(_ask: Callable[..., Any]) -> Options:
    from datetime import timedelta

    from crm.rules import clock

    return {"which": "written", "from": (clock.today() - timedelta(days=365)).isoformat()}
