"""Corrections that were not made, at the foot of a paper, and the mark of the lines they belong to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reports.documents.visits import heading
from reports.facts.corrections import Correction
from reports.layout import styles
from reports.layout.flow import TextBlock
from resources.translations import _

MARK = "†"


def corrections(found: Sequence[Correction]) -> list[Any]:
    """Each with its mark, who asked when, the words, and why nothing was changed."""
    if not found:
        return []
    return [heading(_("Corrections that were asked for and not made")), *(_note(each) for each in found)]


def _note(correction: Correction) -> TextBlock:
    words = _("{asked}: “{words}” Not changed: {why}").format(
        asked=correction.asked, words=correction.words, why=correction.why_not
    )
    return TextBlock(f"{MARK} {correction.about}: {words}" if correction.about else words, styles.BODY)
