"""The short message and the read-aloud sheet: of the same facts as the report-back, to be sent and to be read out."""

from __future__ import annotations

from dataclasses import replace

import pytest
from paper import words
from test_report_back import FACTS, ITEM

from crm.rules.plain_words import Part
from reports.documents import read_aloud
from reports.documents.short_message import build_text
from reports.facts.short_message import ShortMessage, compose
from reports.facts.telling import Column, Sentence

COLUMN = Column(
    "en",
    "Done",
    (
        Sentence(Part.ASKED, "What was asked", "We asked for light."),
        Sentence(Part.HAPPENED, "What happened", "Lamps burn. We went to look."),
    ),
)
SHORT = replace(FACTS, items=(replace(ITEM, columns=(COLUMN,)),) * 12)


@pytest.mark.parametrize("most", [160, 320, 600])
def test_a_message_holds_what_fits_cuts_no_sentence_and_ends_with_whom_to_ask(most: int) -> None:
    text = compose(SHORT, most)
    *told, closing = text.split("\n")
    assert len(text) <= most
    assert closing == "Ask us: Our Voice 053 000 0200"
    assert told[:2] == ["Galeshewe", "Galeshewe: We asked for light. Lamps burn. We went to look. (Done)"]
    assert all(line.endswith("(Done)") for line in told[1:])
    assert compose(FACTS, 160).endswith(closing), "where nothing fits, whom to ask still does"


def test_the_text_is_a_file_of_its_own() -> None:
    assert build_text(ShortMessage("Lamps burn.\nAsk us", 160, SHORT)).data == b"Lamps burn.\nAsk us\n"


def test_the_sheet_is_numbered_with_a_pause_after_each_sentence_and_the_day_in_full() -> None:
    made = read_aloud.build(SHORT, invariant=True)
    said = " ".join(words(made).split())
    assert "Sunday, 22 November 2026. ‖" in said
    assert "1. Galeshewe What was asked. ‖ We asked for light. ‖" in said
    assert "Lamps burn. ‖ We went to look. ‖ Done. ‖" in said
    assert "12. Galeshewe" in said
