"""`kgotla decide`: what we do about an opportunity, and what is begun with it."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from crm.operations.opportunities import decide
from crm.rules import clock
from crm.rules.errors import UserError
from crm.rules.opportunities import DECISIONS, SUBMISSIONS, Decision
from resources.translations import _
from ui.commands import dated, opening
from ui.commands.arguments import past_day, text
from ui.commands.opportunity import answer
from ui.commands.output import Output

NAME = "decide"
UNDECIDED = "undecided"


def summary() -> str:
    """What the command does."""
    return _("decide on an opportunity: submitting begins a submission, attending can plan an engagement")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument(
        "record", metavar="RECORD", type=text, help=_("the opportunity: opportunities:12, or N-2026-0001")
    )
    choices = (*(str(one) for one in DECISIONS), UNDECIDED)
    parser.add_argument("decision", choices=choices, help=_("“{word}” takes a decision back").format(word=UNDECIDED))
    parser.add_argument("--reason", metavar="WORDS", type=text, default="", help=_("why"))
    parser.add_argument("--on", metavar="DATE", type=past_day, help=_("when it was decided (today, unless said)"))
    parser.add_argument(
        "--as",
        dest="submission",
        choices=tuple(str(one) for one in SUBMISSIONS),
        help=_("submitting: what is handed in (to a call for comment a submission on a bill, unless said)"),
    )
    parser.add_argument(
        "--plan", action="store_true", help=_("attending: plan an engagement on the day of the event too")
    )


def run(arguments: Namespace, out: Output) -> int:
    """Write the decision down."""
    decision = Decision.NONE if arguments.decision == UNDECIDED else Decision(arguments.decision)
    _refuse(decision, Decision.SUBMITTING, "as", arguments.submission)
    _refuse(decision, Decision.ATTENDING, "plan", arguments.plan)
    with opening.to_write(arguments) as workspace:
        record = dated.find(workspace, arguments.record, dated.OPPORTUNITY)
        done = workspace.do(
            decide,
            record.id,
            decision.value,
            arguments.on or clock.today(),
            reason=arguments.reason,
            submission_kind=arguments.submission or "",
            plans_engagement=arguments.plan,
        )
        begun: dict[str, object] = {
            name: f"{noun}:{record_id}" if record_id else None
            for name, noun, record_id in (
                ("submission", "petitions", done.value.petition_id),
                ("engagement", "engagements", done.value.engagement_id),
            )
        }
        answer(workspace, out, record.id, done.operation_id, begun)
    return 0


def _refuse(decision: Decision, only: Decision, option: str, value: object) -> None:
    """An option that would be passed over silently is a wrong use."""
    if value and decision is not only:
        raise UserError("option-does-not-go-with", option=option, other=decision.value or UNDECIDED)
