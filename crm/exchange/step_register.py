"""The steps of advocacy plans: what is done in which order, by whom and by when."""

from __future__ import annotations

from crm.exchange.candidates import StepCandidate
from crm.exchange.columns import Field
from crm.exchange.register_cells import RowCells, digest
from crm.exchange.register_kind import NOTES, ROW_REFERENCE, KindColumn, RegisterKind
from crm.rules.list_words import ListWords
from crm.rules.plans import StepKind, label
from crm.rules.status_words import STEP
from resources.translations import _, mark

KINDS = ListWords(
    [kind for kind in StepKind if kind],
    label,
    {
        StepKind.EVIDENCE: ("research", "evidence", "navorsing", "collect evidence"),
        StepKind.MEET: ("meeting", "vergadering", "visit"),
        StepKind.REQUEST: ("request", "information request", "paia"),
        StepKind.SUBMIT: ("submission", "petition", "indien"),
        StepKind.FOLLOW_UP: ("followup", "opvolg"),
        StepKind.PRESENT: ("present", "presentation", "hearing"),
        StepKind.REPORT_BACK: ("feedback", "terugvoer", "reporting back"),
    },
)


def _read(row: RowCells) -> StepCandidate | str:
    title, plan = row.text(Field.STEP), row.text(Field.PLAN)
    if not title:
        return _("no words of a step stand in this row")
    kind = row.word(Field.KIND, KINDS, _("Kind"))
    due_on, due_words = row.due(Field.DUE, None)
    row.keep(_("By when"), due_words)
    return StepCandidate(
        line=row.line,
        digest=digest(plan, title),
        plan=plan,
        title=title,
        order=row.number(Field.ORDER, _("Order")),
        kind=kind,
        responsible=row.text(Field.RESPONSIBLE),
        due_on=due_on,
        result=row.text(Field.RESULT),
        status=row.text(Field.STATUS),
        notes=row.notes,
        reference=row.text(Field.REFERENCE),
    )


STEPS = RegisterKind(
    id="steps",
    name=mark("Steps of advocacy plans, one a row"),
    layout="steps:",
    subject=Field.STEP,
    read_row=_read,
    signs=(frozenset((Field.PLAN,)), frozenset((Field.DUE,)), frozenset((Field.ORDER,)), frozenset((Field.STATUS,))),
    loose=r"description|details?|activity|task|action|aktiwiteit|taak|besonderhede|beskrywing|what|wat",
    days=(Field.DUE,),
    names=(Field.RESPONSIBLE,),
    columns=(
        KindColumn(
            Field.PLAN,
            mark("Plan"),
            mark(
                "The plan the step belongs to, by its reference (A-2026-0001) or its title; a new title makes a plan."
            ),
            (r"(name of )?(the )?(advocacy )?plan( reference| title| name)?|campaign|project|veldtog",),
            is_needed=True,
        ),
        KindColumn(
            Field.ORDER,
            mark("Order"),
            mark("Which step it is: 1, 2, 3 …"),
            (r"(step )?(no|nr|number|order)|sequence|volgorde|#",),
            form="number",
        ),
        KindColumn(
            Field.STEP,
            mark("Step"),
            mark("What is done."),
            (r"(plan |advocacy )?steps?( title| name| description)?|stap|milestone|mylpaal",),
            is_needed=True,
        ),
        KindColumn(
            Field.KIND,
            mark("Kind"),
            mark("What kind of step it is."),
            (r"(type|kind)( of step)?|step type|soort",),
            words=KINDS.labels,
        ),
        KindColumn(
            Field.RESPONSIBLE,
            mark("Responsible"),
            mark("Who does it, by name."),
            (r"responsib(le|ility)( person)?|who|by whom|lead|assigned to|owner|verantwoordelik(e)?|wie",),
        ),
        KindColumn(
            Field.DUE,
            mark("By when"),
            mark("The day by which it is to be done."),
            (r"(by )?when|due( date| by| on)?|deadline|target( date)?|date|datum|sperdatum|time ?(line|frame)",),
            form="day",
        ),
        KindColumn(
            Field.STATUS,
            mark("Status"),
            mark("Where it stands. Your own words are asked about once."),
            (r"(current )?(status|progress|state)|stand|vordering",),
            words=STEP.labels,
        ),
        KindColumn(
            Field.RESULT,
            mark("Result"),
            mark("What came of it."),
            (r"results?|outcomes?|what came of it|uitkoms|resultaat",),
        ),
        ROW_REFERENCE,
        NOTES,
    ),
)
