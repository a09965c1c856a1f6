"""Invented facts for papers: as many lines as wanted, with every shape of line among them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from reports.facts import follow_up
from reports.facts.follow_up import FollowUpFacts, Question
from reports.facts.workspace import Origin

TODAY = date(2026, 11, 22)

BODIES = (
    "Northern Cape Department of Health",
    "Northern Cape Provincial Legislature",
    "Sol Plaatje Local Municipality",
    "Portfolio Committee on Social Development",
    "//Khara Hais Women’s Shelter",
    "Dikgatlong Ward Committee 3",
)
PEOPLE = (
    ("Hon. Dr Mmathapelo Ṱhovhele", "MEC for Health"),
    ("Cllr Sêraphina van der Westhuizen", "Ward councillor, ward 12"),
    ("Ms Nomvula ǃNaruseb", "Committee co-ordinator"),
    ("Mr Mulalo Ṋemaḓodzi", "Chairperson: Social Development"),
)
PARTNERS = ("Kimberley Sex Worker Support Network", "Upington Disability Forum", "Karoo Gender Justice")
WORDS = (
    "We will reopen the thuthuzela care centre at the hospital before the end of the financial year and report to"
    " the committee every quarter.",
    "I shall send you the draft by-law.",
    "Re tla lo naya dipalo tsa dikgetsi tsa petelelo kgwedi nngwe le nngwe.",
    "The municipality undertakes to repair all street lights on the route between the taxi rank and the clinic,"
    " and to put a date to each.",
    "Ons sal die toeganklikheidsoudit van alle klinieke teen Junie voltooi, én die verslag met die forum deel.",
)
SENTENCES = {
    "long_overdue": "Promised 12 Mar for 30 Jun; moved twice; now 15 Jan; 145 days after the first date; they say done,"
    " not seen by us.",
    "overdue": "Promised 2 Sep for 13 Nov; 9 days late.",
    "moved": "Promised 4 May for 31 Jul; they moved it to 15 Dec, we did not agree; 114 days after the first date.",
    "due_soon": "Promised 2 Oct for 27 Nov; due in 5 days.",
    "not_due": "Promised 1 Nov for 31 Mar 2027; due in 129 days.",
    "no_date": "Promised 3 Oct; no date given.",
    "closed": "Promised 2 Aug for 30 Sep; kept 12 Oct, 12 days after the date.",
}
LATE = tuple(SENTENCES)
OUTCOMES = ("kept", "kept", "partly_kept", "not_kept", "lapsed")


@dataclass(frozen=True)
class SampleRow:
    """As `crm.queries.commitments.CommitmentRow`."""

    id: int
    reference: str
    words: str
    language: str
    translation: str
    direction: str
    bound_name: str
    owed_to_name: str
    body_name: str
    maker_name: str
    maker_office: str
    owner_name: str
    made_on: date
    due_on: date | None
    sentence: str
    lateness: str
    status: str
    outcome: str
    last_movement_on: date | None
    last_movement: str
    next_step: str
    next_look: date | None
    topics: tuple[str, ...]
    missing: tuple[str, ...]
    closed_on: date | None
    maker_id: int | None = None
    bound_id: int | None = None
    owed_to_id: int | None = None
    body_id: int | None = None
    is_with_post: bool = False


def make_row(number: int) -> SampleRow:
    """The row with this number; always the same."""
    lateness = LATE[(number * 5 + number // 7) % len(LATE)]
    direction = ("they_owe_us", "they_owe_us", "we_owe_them", "they_owe_us", "cso_to_cso", "third_party")[number % 6]
    maker, office = PEOPLE[number % len(PEOPLE)]
    is_closed = lateness == "closed"
    foreign = number % 5 == 2
    partner = PARTNERS[number % len(PARTNERS)]
    body = BODIES[number % len(BODIES)]
    return SampleRow(
        id=100 + number,
        reference=f"C-2026-{number + 1:04}",
        words=WORDS[number % len(WORDS)],
        language="Setswana" if foreign else "",
        translation="We shall give you the numbers of cases each month." if foreign else "",
        direction=direction,
        bound_name=partner if direction == "we_owe_them" else body,
        owed_to_name=body if direction == "we_owe_them" else partner,
        body_name=body,
        maker_name="Ms Lerato Pooe" if direction == "we_owe_them" else maker,
        maker_office="Liaison officer" if direction == "we_owe_them" else office,
        owner_name="Lerato Pooe" if number % 4 else "",
        made_on=TODAY - timedelta(days=40 + number % 200),
        due_on=None if lateness == "no_date" else TODAY + timedelta(days=number % 90 - 45),
        sentence=SENTENCES[lateness],
        lateness=lateness,
        status="closed" if is_closed else "in_progress",
        outcome=OUTCOMES[number % len(OUTCOMES)] if is_closed else "",
        last_movement_on=TODAY - timedelta(days=number % 60) if number % 3 else None,
        last_movement="Letter sent to the head of department" if number % 3 else "",
        next_step="Ask the co-ordinator for a date" if number % 2 else "",
        next_look=None if is_closed else TODAY + timedelta(days=number % 30),
        topics=(("Gender-based violence", "Health") if number % 2 else ("Disability",)) if number % 4 else (),
        missing=tuple(
            what for what, lacks in (("no due date", lateness == "no_date"), ("no owner", number % 4 == 0)) if lacks
        ),
        closed_on=TODAY - timedelta(days=number % 80) if is_closed else None,
    )


QUESTION = Question(
    by="body",
    scope="Everyone we work with",
    filters=(
        "everything still open that was made by the end of the period, and what was closed in it",
        "restricted records are left out",
    ),
    start=date(2026, 8, 24),
    end=TODAY,
    has_open=True,
    has_closed=True,
)
ORIGIN = Origin("Noord-Kaap Women’s Voice", "Lerato Pooe")


def make_facts(count: int, by: str = "body", question: Question = QUESTION) -> FollowUpFacts:
    """The facts of a report with so many commitments."""
    rows = [make_row(number) for number in range(count)]
    return follow_up.assemble(rows, replace(question, by=by), ORIGIN, TODAY)


def printed_lines(facts: FollowUpFacts) -> list[follow_up.FollowUpLine]:
    """Every line of the report, open and closed."""
    groups = [group for section in facts.sections for group in section.groups] + list(facts.closed)
    return [line for group in groups for line in group.lines]
