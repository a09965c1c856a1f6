"""What to type next when something cannot be done: the window has buttons for it."""

from __future__ import annotations

from crm.restoring import DAMAGED
from crm.rules.errors import Problem
from resources.translations import _, mark

_STEPS = {
    "identity-not-seen": mark("“kgotla request identity {reference} WORDS” does."),
    "nothing-to-carry-out": mark("“kgotla privacy correction” or “kgotla erase WHO --request REFERENCE” does."),
    "no-such-mention": mark("“kgotla mentions” lists them."),
    "no-passphrase": mark(
        "Or open with the recovery sheet: type its groups into a file, and name that with --recovery-file."
    ),
    "wrong-passphrase": mark("Type its groups into a file, and name that with --recovery-file."),
    "ground-missing": mark("“kgotla request decide --help” lists them for --ground."),
}
_RECOVER = mark("“kgotla recover --dry-run” says what the newest good backup would bring back.")


def next_step(problem: Problem) -> str:
    """What helps on the command line; nothing where the sentence itself says it."""
    words = _RECOVER if problem.code in DAMAGED else _STEPS.get(problem.code, "")
    return _(words).format(**problem.params) if words else ""
