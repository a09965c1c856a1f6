"""In which language a paper is made, and what it says of that: English never slips in unsaid."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from crm.rules.languages import language_name
from reports.options import Chosen, Option, OptionKind
from resources.translations import ENGLISH, LANGUAGES, Speech, _, mark, speech

_DRAFTED = mark("Draft translation, to be checked by a speaker.")
_STANDS = {ENGLISH: "{name}", "af": "{name} (draft)"}
LANGUAGE = Option(
    "language",
    mark("Language"),
    OptionKind.CHOICE,
    tuple(
        (code, _STANDS.get(code, "{name} (not translated yet)").format(name=language_name(code))) for code in LANGUAGES
    ),
)


def speech_for(ask: Callable[..., Any], chosen: Chosen) -> Speech:
    """The language that was chosen, with our own words for it."""
    return speech_of(ask, chosen.choices.get(LANGUAGE.name, ENGLISH))


def speech_of(ask: Callable[..., Any], code: str) -> Speech:
    """A language with our own words for it."""
    from crm.queries.translations import speech_in

    found: Speech = Speech(ENGLISH) if code == ENGLISH else ask(speech_in, code)
    return found


def language_note() -> str:
    """What a paper says of its language, once everything else was said; empty where it can be relied on."""
    spoken = speech()
    missing, is_drafted = len(spoken.missing), spoken.is_drafted
    said = [*dict.fromkeys((_(_DRAFTED), _DRAFTED))] if is_drafted else []
    if missing:
        said.append(f"{language_name(spoken.code)}: {missing} texts are still in English.")
    return " ".join(said)
