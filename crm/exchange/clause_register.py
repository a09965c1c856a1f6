"""The clauses of agreements: what each says, who has to do it, how often, and by when."""

from __future__ import annotations

from crm.exchange.candidates import ClauseCandidate
from crm.exchange.columns import Field
from crm.exchange.register_cells import RowCells, digest
from crm.exchange.register_kind import NOTES, ROW_REFERENCE, KindColumn, RegisterKind
from crm.rules.agreements import ClauseKind, Every, label
from crm.rules.list_words import ListWords
from crm.rules.status_words import DELIVERABLE
from resources.translations import _, mark

KINDS = ListWords(ClauseKind, label, {ClauseKind.OBLIGATION: ("verpligting", "duty", "deliverable")})
PERIODS = ListWords(
    [period for period in Every if period],
    label,
    {
        Every.MONTHLY: ("month", "every month", "maandeliks", "each month"),
        Every.QUARTERLY: ("quarter", "every quarter", "kwartaalliks", "every three months", "every 3 months"),
        Every.SIX_MONTHLY: (
            "bi annually",
            "biannually",
            "half yearly",
            "twice a year",
            "every six months",
            "halfjaarliks",
        ),
        Every.YEARLY: ("annually", "annual", "every year", "jaarliks", "once a year"),
    },
)
_ONCE = frozenset(("once", "once off", "eenmalig", "never", "no"))


def _read(row: RowCells) -> ClauseCandidate | str:
    words, heading = row.text(Field.CLAUSE), row.text(Field.CLAUSE_HEADING)
    if not (words or heading):
        return _("no words of a clause stand in this row")
    number, agreement = row.text(Field.CLAUSE_NUMBER), row.text(Field.AGREEMENT)
    kind = row.word(Field.KIND, KINDS, _("Kind"))
    is_once = row.text(Field.EVERY).casefold() in _ONCE
    every = "" if is_once else row.word(Field.EVERY, PERIODS, _("Recurs"))
    return ClauseCandidate(
        line=row.line,
        digest=digest(agreement, number or words, heading or words),
        agreement=agreement,
        number=number,
        heading=heading,
        words=words,
        kind=kind,
        responsible=row.text(Field.RESPONSIBLE),
        every=every,
        first_due_on=row.day(Field.FIRST_DUE, _("First due")),
        due_on=row.day(Field.DUE, _("By when")),
        unit=row.text(Field.UNIT),
        planned=row.number(Field.PLANNED, _("Planned")),
        status=row.text(Field.STATUS),
        notes=row.notes,
        reference=row.text(Field.REFERENCE),
    )


CLAUSES = RegisterKind(
    id="clauses",
    name=mark("Clauses of agreements, one a row"),
    subject=Field.CLAUSE,
    read_row=_read,
    layout="clauses:",
    signs=(
        frozenset((Field.AGREEMENT,)),
        frozenset((Field.CLAUSE_NUMBER,)),
        frozenset((Field.EVERY,)),
        frozenset((Field.CLAUSE_HEADING,)),
    ),
    loose=r"description|details?|obligation|deliverable|besonderhede|beskrywing|words|text",
    days=(Field.FIRST_DUE, Field.DUE),
    names=(Field.RESPONSIBLE,),
    columns=(
        KindColumn(
            Field.AGREEMENT,
            mark("Agreement"),
            mark("The agreement the clause belongs to, by its reference (M-2026-0001) or its title."),
            (r"(name of )?(the )?(agreement|mou|moa|memorandum)( reference| title| of understanding)?|ooreenkoms",),
            is_needed=True,
        ),
        KindColumn(
            Field.CLAUSE_NUMBER,
            mark("Clause number"),
            mark("As printed: 4.2"),
            (r"(clause|section|para(graph)?|klousule) ?(no|nr|number|nommer)?|no|nr|number|#",),
        ),
        KindColumn(
            Field.CLAUSE_HEADING,
            mark("Heading"),
            mark("What the clause is called."),
            (r"(clause )?(heading|title)|opskrif",),
        ),
        KindColumn(
            Field.CLAUSE,
            mark("Words"),
            mark("What the clause says, in its own words."),
            (
                r"(clause|exact) (words|text|wording)|clause|wording|klousule|obligations?|undertaking",
                r"verpligting|bewoording",
            ),
            is_needed=True,
        ),
        KindColumn(
            Field.KIND,
            mark("Kind"),
            mark("What the clause does; only an obligation brings deliverables."),
            (r"(type|kind)( of clause)?|clause type|soort",),
            words=KINDS.labels,
        ),
        KindColumn(
            Field.RESPONSIBLE,
            mark("Responsible party"),
            mark("The party that has to do it, by any of its names; empty for both."),
            (r"responsib(le|ility)( party| parties| body)?|party|by whom|verantwoordelik(e party)?|who",),
        ),
        KindColumn(
            Field.EVERY,
            mark("Recurs"),
            mark("How often it comes round; empty for once."),
            (r"every|recur(s|ring|rence)( every)?|frequency|how often|elke|hoe dikwels",),
            words=PERIODS.labels,
        ),
        KindColumn(
            Field.FIRST_DUE,
            mark("First due"),
            mark("The first day on which something is due, for what comes round."),
            (r"first (due|date|delivery)( date| on)?|eerste datum|starts?( on)?",),
            form="day",
        ),
        KindColumn(
            Field.DUE,
            mark("By when"),
            mark("The day by which it is to be delivered, for what is done once: it makes a deliverable."),
            (r"due( date| by| on)?|deadline|target( date)?|by|delivery date|keerdatum|sperdatum",),
            form="day",
        ),
        KindColumn(
            Field.UNIT,
            mark("Unit"),
            mark("What is counted: meetings, reports, clinics."),
            (r"unit( of measure(ment)?)?|measure|eenheid",),
        ),
        KindColumn(
            Field.PLANNED,
            mark("Planned"),
            mark("How many, each time; a whole number."),
            (r"(planned|target|promised)( number| quantity| amount)?|quantity|how many|beplan",),
            form="number",
        ),
        KindColumn(
            Field.STATUS,
            mark("Status"),
            mark("Where the deliverable stands, for a clause with a day by when."),
            (r"(current )?(status|progress|state)|stand",),
            words=DELIVERABLE.labels,
        ),
        ROW_REFERENCE,
        NOTES,
    ),
)
