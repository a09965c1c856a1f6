"""The words of the history: what a column is called there, and what a stored choice means."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from crm.rules import (
    agreements,
    clocks,
    commitments,
    contacts,
    engagements,
    escalation,
    evidence,
    indicators,
    issues,
    languages,
    letters,
    life_cycles,
    mapping,
    opportunities,
    organisations,
    outcomes,
    petitions,
    plain_words,
    plans,
    privacy,
    programme,
    requests,
    ties,
)
from resources.translations import _, mark

_HEADINGS = {
    "objected_on": mark("objected on"),
    "is_at_risk": mark("could be harmed"),
    "anonymised_on": mark("made nameless on"),
    "col": mark("column"),
    "tbl": mark("table"),
    "due_original": mark("first date"),
    "due_on": mark("date as last said"),
    "due_agreed": mark("date agreed"),
    "due_words": mark("date in words"),
    "rag_override": mark("colour set by hand"),
    "rag_reason": mark("why this colour"),
    "their_number": mark("number there"),
    "review_on": mark("look again on"),
    "at_status": mark("begins with"),
    "anchor": mark("day hangs on"),
    "day_unit": mark("days counted as"),
    "stance": mark("position"),
    "corrective": mark("corrective action"),
    "touches": mark("whom it touches"),
    "spot": mark("where exactly"),
    "prayer": mark("what is asked"),
    "means": mark("means of verification"),
    "split_by": mark("split by"),
    "every": mark("how often"),
    "code": mark("marked as"),
}
_THINGS = {
    "access_request": mark("request"),
    "agreement_party": mark("party"),
    "agreement_review": mark("review"),
    "clock_rule": mark("legal limit"),
    "clock_stop": mark("stop of the clock"),
    "contact_point": mark("contact detail"),
    "correction_note": mark("correction asked for"),
    "date_move": mark("new date"),
    "escalation": mark("rung taken"),
    "follow_up": mark("follow-up"),
    "hand_over": mark("hand-over"),
    "imported": mark("line of a list"),
    "imported_file": mark("list"),
    "mapping": mark("look"),
    "mention": mark("text that names somebody erased"),
    "monitoring_visit": mark("visit"),
    "not_same": mark("“not the same”"),
    "operation": mark("what was done with the record"),
    "petition_check": mark("point of the checklist"),
    "place_successor": mark("place it went into"),
    "plan_step": mark("step"),
    "programme_period": mark("stretch of the programme"),
    "request_item": mark("decision on one line"),
    "status_change": mark("step taken"),
    "template_step": mark("step"),
    "tie": mark("record of the same matter"),
    "topic_link": mark("topic"),
    "user": mark("colleague"),
}
_DAYS_OF_STEPS: dict[str, str] = {
    plans.Anchor.PLAN_START: mark("Start of the plan"),
    plans.Anchor.STEP_DUE: mark("Day of the step before"),
    plans.Anchor.STEP_DONE: mark("When the step before is done"),
    plans.Anchor.PLAN_END: mark("End of the plan"),
    plans.DayUnit.WORKING: mark("Working days"),
    plans.DayUnit.CALENDAR: mark("Calendar days"),
}
_EVERY = None
"""For words that leave what they do not know as it is: any value is looked up there."""
_CHOICES: dict[str, tuple[tuple[frozenset[str] | None, Callable[[str], str]], ...]] = {}


def _choices(columns: str, *known: tuple[Iterable[str] | None, Callable[[str], str]]) -> None:
    for column in columns.split():
        _CHOICES[column] = tuple((None if values is None else frozenset(values), label) for values, label in known)


_STATUSES = (
    (
        frozenset((*engagements.Status, *issues.Status, *plans.Status, *plans.StepStatus, *petitions.Status)),
        life_cycles.label,
    ),
    (frozenset((*commitments.Status, *commitments.Outcome, *petitions.Outcome)), life_cycles.label),
    (frozenset((*agreements.Status, *agreements.Outcome, *agreements.DeliverableStatus)), life_cycles.label),
    (frozenset((*requests.Status, *requests.Outcome)), life_cycles.label),
    (frozenset(engagements.PointStatus), engagements.label),
)
_choices("status from_status to_status at_status outcome", *_STATUSES, (opportunities.Decision, opportunities.label))
_choices(
    "kind",
    (engagements.Kind, engagements.label),
    (petitions.Kind, petitions.label),
    (plans.StepKind, plans.label),
    (plans.Kind, plans.label),
    (issues.Kind, issues.label),
    (opportunities.Kind, opportunities.label),
    (agreements.Kind, agreements.label),
    (agreements.ClauseKind, agreements.label),
    (outcomes.Kind, outcomes.label),
    (programme.Kind, programme.label),
    (requests.Kind, requests.label),
    (organisations.Kind, organisations.label),
    (commitments.Kind, commitments.label),
    (contacts.CONTACT_KINDS, contacts.label),
    (evidence.Kind, evidence.label),
    (ties.Kind, ties.label),
    (letters.Kind, letters.label),
)
_choices("side", (commitments.Side, commitments.label), (("theirs",), lambda _side: _("Theirs")))
_choices("mode", (engagements.Mode, engagements.label))
_choices("sphere committee_kind", ((*organisations.Sphere, *organisations.CommitteeKind), organisations.label))
_choices("channel how", (_EVERY, letters.channel_words))
_choices("language", (_EVERY, languages.language_name))
_choices("form", (petitions.Form, petitions.label))
_choices("decision", (opportunities.Decision, opportunities.label))
_choices("state", (issues.State, issues.label))
_choices("influence interest", (mapping.Level, mapping.label))
_choices("stance", (mapping.Stance, mapping.label))
_choices("anchor day_unit", (_DAYS_OF_STEPS, lambda value: _(_DAYS_OF_STEPS[value])))
_choices("unit", (clocks.Unit, clocks.label))
_choices("indicator", (outcomes.Indicator, outcomes.label))
_choices("level", (outcomes.Level, outcomes.label))
_choices("direction", (indicators.Direction, indicators.label))
_choices("counted", (indicators.Counted, indicators.label))
_choices("every review_every report_every", (agreements.Every, agreements.label))
_choices("role", (agreements.PartyRole, agreements.label))
_choices("rag_override", (agreements.Rag, agreements.label))
_choices("applies_to", (escalation.Noun, escalation.label))
_choices("to_whom", (escalation.Whom, escalation.label))
_choices("strength", (commitments.Strength, commitments.label))
_choices("priority", (commitments.Priority, commitments.label))
_choices("on_change", (commitments.OnChangeOfOffice, commitments.label))
_choices("part", (plain_words.Part, plain_words.label))
_choices("response", (engagements.Response, engagements.label))
_choices("code", (engagements.AttendanceCode, engagements.label))
_choices("ground", (privacy.Ground, privacy.label), (requests.Ground, requests.label))
_choices("choice", (requests.Choice, requests.label))
_choices("special_ground", (privacy.SpecialGround, privacy.label))
_choices("do_not_contact", (privacy.DoNotContact, privacy.label))


def thing(table: str) -> str:
    """What a row of a table is called: “contact detail”, “topic”."""
    return _(_THINGS[table]) if table in _THINGS else table.replace("_", " ")


def heading(column: str) -> str:
    """A column's name as people read it: “date agreed”, “closed out on”."""
    if column in _HEADINGS:
        return _(_HEADINGS[column])
    return column.removeprefix("is_").removeprefix("has_").replace("_", " ")


def choice(column: str, value: str) -> str:
    """The words of a stored choice in this column; what somebody wrote stays as it is."""
    known = _CHOICES.get(column, ())
    words = next((label(value) for values, label in known if values is None or value in values), value)
    return engagements.label(words) if column in ("part", "kind") else words


def is_choice(column: str) -> bool:
    """Whether the column holds one of a fixed list."""
    return column in _CHOICES
