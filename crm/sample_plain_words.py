"""What the communities of the sample are told: invented, in English and a plain Afrikaans for a speaker to check."""

from __future__ import annotations

import json
from pathlib import Path

from crm.operations.plain_words import say_plainly
from crm.queries.records import find
from crm.sample_agreements import Entry, Filling

_TEXTS = Path(__file__).parent.parent / "resources" / "sample" / "plain_words.json"
_LANGUAGES = {"en": "", "af": "A draft, to be checked by a speaker"}


def put_in(filling: Filling) -> None:
    """Write the sentences, once all that they tell of is there."""
    for entry in json.loads(_TEXTS.read_text(encoding="utf-8")):
        record_id = _record(filling, entry)
        for language, by_whom in _LANGUAGES.items():
            filling.workspace.do(say_plainly, record_id, language, entry[language], by_whom)


def _record(filling: Filling, entry: Entry) -> int:
    if "key" in entry:
        return filling.ids[entry["key"]]
    return next(found.id for found in filling.workspace.ask(find, entry["find"]) if found.noun == entry["noun"])
