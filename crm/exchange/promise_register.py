"""A register of promises: who said what to whom, and by when."""

from __future__ import annotations

from dataclasses import replace

from crm.exchange.candidates import CommitmentCandidate
from crm.exchange.columns import Column, Field, heading_words
from crm.exchange.register_cells import RowCells, day_words, digest
from crm.exchange.register_kind import KindColumn, RegisterKind
from crm.rules.status_words import PROMISE
from resources.translations import _, mark


def _read(row: RowCells) -> CommitmentCandidate | str:
    words, office = row.text(Field.PROMISE), ", ".join(row.texts(Field.MAKER_OFFICE))
    if not words:
        return _("no words of a promise stand in this row")
    who = row.text(Field.MADE_BY) or office
    made_text, made_on = row.text(Field.MADE_ON), row.past_day(Field.MADE_ON)
    due_on, due_words = row.due(Field.DUE, made_on)
    return CommitmentCandidate(
        line=row.line,
        digest=digest(who, words, day_words(made_on, made_text)),
        words=words,
        who=who,
        office=office if office != who else "",
        owed_to=row.text(Field.OWED_TO),
        owner=row.text(Field.OWNER),
        made_on=made_on,
        made_text=made_text,
        due_on=due_on,
        due_words=due_words,
        status=row.text(Field.STATUS),
        notes=row.notes,
        reference=row.text(Field.REFERENCE),
    )


def _settle(columns: list[Column]) -> list[Column]:
    """“Responsible” says who promised where nothing else does; a second name is more about who."""
    fields = [column.field for column in columns]
    owner = next((column for column in columns if column.field == Field.OWNER), None)
    if Field.MADE_BY not in fields and owner is not None and "owner" not in heading_words(owner.heading):
        reason = _("the other columns say so")
        columns = [replace(c, field=Field.MADE_BY, reason=reason) if c.field == Field.OWNER else c for c in columns]
    first = next((column for column in columns if column.field == Field.MADE_BY), None)
    return [
        replace(c, field=Field.MAKER_OFFICE, reason="") if c.field == Field.MADE_BY and c is not first else c
        for c in columns
    ]


PROMISES = RegisterKind(
    id="commitments",
    name=mark("Promises, one a row"),
    subject=Field.PROMISE,
    read_row=_read,
    layout="promises:",
    signs=(
        frozenset((Field.DUE,)),
        frozenset((Field.MADE_ON,)),
        frozenset((Field.OWED_TO,)),
        frozenset((Field.STATUS,)),
        frozenset((Field.MADE_BY,)),
    ),
    loose=r"description|details?|issue|matter|item|task|deliverable|besonderhede|beskrywing",
    days=(Field.MADE_ON, Field.DUE),
    names=(Field.MADE_BY, Field.OWED_TO),
    several=frozenset((Field.NOTE, Field.MAKER_OFFICE)),
    settle=_settle,
    columns=(
        KindColumn(
            Field.REFERENCE,
            mark("Reference"),
            mark("Your own number of the promise, the same in every list: by it a newer list is recognised."),
            (r"(our )?ref(erence)?( ?(no|nr|number))?|(item )?(no|nr|number)|verwysing(snommer)?|id|item",),
        ),
        KindColumn(
            Field.PROMISE,
            mark("Promise"),
            mark("What was promised, in the exact words."),
            (
                r"(exact )?words|what( was| they| he| she)?( promised| did they promise| said)?|pledges?|belofte",
                r"(the )?(promise|commitment|undertaking)s?( made| given)?|onderneming|wat|aksie",
                r"(agreed |required )?actions?( item| point| required| agreed)?s?|resolutions?",
                r"(promise|commitment|undertaking|action) (description|details)",
            ),
            is_needed=True,
        ),
        KindColumn(
            Field.MADE_BY,
            mark("Who promised"),
            mark("A person, a post (“The Speaker”) or a body. Nobody is refused: who is not known is “to identify”."),
            (
                r"who( promised| said( it| so)?| made it)?|wie|(promised|made|said|given|undertaken) by|by whom",
                r"(name of )?(the )?(official|office bearer|representative|duty bearer|promisor|speaker|person)",
                r"names?|belowe deur|member|councillor|(mpl|mp|mec)( name)?|deur wie|name and surname",
            ),
        ),
        KindColumn(
            Field.MAKER_OFFICE,
            mark("Position"),
            mark("The office held when it was said."),
            (
                r"position|post|office( held)?|designation|role|capacity|department|organi[sz]ation|body",
                r"institution|committee|municipality|entity",
            ),
        ),
        KindColumn(
            Field.DUE,
            mark("By when"),
            mark("A day, or words (“before the recess”), which are kept as they are."),
            (
                r"(by|teen) (when|wanneer)|due( date| by| on)?|date due|deadlines?|target( date)?|time ?(line|frame)s?",
                r"(expected |agreed |promised )?(completion|delivery) date|to be done by|promised for|sperdatum",
                r"(agreed|expected) date|keerdatum|dead line",
            ),
            form="day",
        ),
        KindColumn(
            Field.MADE_ON,
            mark("Date made"),
            mark("The day on which it was said."),
            (
                r"when|wanneer|date|datum|(date|day) (made|given|promised|raised|noted|agreed|recorded)",
                r"(made|promised|given|said|agreed) on|(meeting|engagement) date|date of .*|when (made|promised)",
            ),
            form="day",
        ),
        KindColumn(
            Field.OWED_TO,
            mark("To whom"),
            mark("The person or body it was promised to."),
            (r"(to|for) whom|(promised|owed|made|given) to|beneficiar(y|ies)|aan wie|recipient",),
        ),
        KindColumn(
            Field.OWNER,
            mark("Our owner"),
            mark("The colleague who follows it up, by name."),
            (
                r"(our|responsible) (owner|person|colleague|official|staff)|owner|assigned to|verantwoordelike?",
                r"responsible|responsibility|(follow(ed)? up|followup) by|who follows up|our follow up",
            ),
        ),
        KindColumn(
            Field.STATUS,
            mark("Status"),
            mark("Where it stands. Your own words are asked about once."),
            (r"(current )?(status|progress|state)|outcome|vordering|stand",),
            words=PROMISE.labels,
        ),
        KindColumn(
            Field.NOTE,
            mark("Notes"),
            mark("Anything else; it becomes an internal note."),
            (
                r"(general )?(notes?|comments?|remarks?)|feedback|(latest )?updates?|opmerkings?|aantekeninge?",
                r"(progress|follow up) (notes?|report|comments?)",
            ),
        ),
    ),
)
