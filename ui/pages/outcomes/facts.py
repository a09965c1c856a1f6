"""What the page of an outcome shows, read in one question. No widgets."""

from __future__ import annotations

from dataclasses import dataclass

from crm.queries.outcomes import OutcomePage, get_outcome
from crm.rules.outcomes import Kind, Level, label
from resources.translations import _
from ui.pages.commitments.facts import Fact
from ui.pages.parts.kept import Kept, read_kept
from ui.pages.parts.words import confidentiality_words, day_words


@dataclass(frozen=True)
class OutcomeWhole:
    """Everything of an outcome."""

    page: OutcomePage
    kept: Kept


def read_whole(outcome_id: int) -> OutcomeWhole | None:
    """Everything of one outcome; None when it is gone."""
    page = get_outcome(outcome_id)
    return OutcomeWhole(page, read_kept(outcome_id)) if page else None


def outcome_facts(page: OutcomePage) -> list[Fact]:
    """Who changed, in what, when, and who says so too."""
    row = page.row
    found = [Fact(_("Who changed"), row.actor, row.actor_noun, row.actor_id or 0)]
    if row.plan_id is not None:
        found.append(Fact(_("Came of"), row.plan, "plans", row.plan_id))
    said = (
        (_("Changed in"), label(row.kind) if row.kind != Kind.NOT_SAID else ""),
        (_("Indicator"), label(row.indicator) if row.indicator else ""),
        (_("Seen on"), day_words(row.on_day)),
        (_("Our part"), label(row.level) if row.level != Level.NOT_SAID else ""),
        (_("Expected"), _("yes") if row.is_expected else _("no")),
        (_("Says so too"), row.substantiated_by),
        (_("Said on"), day_words(row.substantiated_on)),
        (_("Place"), row.place),
        (_("Topics"), ", ".join(name for _id, name in page.topics)),
        (_("Tags"), ", ".join(page.tags)),
        (_("Source"), page.source),
        (_("Confidentiality"), confidentiality_words(row.confidentiality) if row.confidentiality else ""),
    )
    return found + [Fact(name, words) for name, words in said if words]
