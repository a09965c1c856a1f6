"""One run of the command line: read the arguments, do the command, and put every problem into one sentence."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Any

from crm.rules.errors import Problem
from resources.translations import _
from ui.commands import output, parser
from ui.words import sentence

PROBLEM, WRONG_USE, INTERRUPTED, PIPE_BROKEN = 1, 2, 130, 141
_WRONG_USES = frozenset(
    (
        "option-not-for-noun",
        "option-does-not-go-with",
        "mapping-of-whom",
        "option-needs-another",
        "sheet-needs-file",
        "route-needs-topic-and-place",
        "report-choice-not-known",
        "report-not-known",
        "report-option-missing",
        "report-option-of-several-missing",
        "report-options-together",
        "report-option-not-known",
        "report-record-not-understood",
    )
)
"""Problems that lie in how the command was written, though only the command itself can tell."""


def run_program(argv: Sequence[str]) -> int:
    """Do what the arguments say; the exit code. Nothing a user can cause leaves here as an exception."""
    output.prepare_streams()
    try:
        code = _run(argv)
        output.finish()
    except BrokenPipeError:
        _forget_output()
        return PIPE_BROKEN
    except KeyboardInterrupt:
        _complain(_("Stopped. What was not finished was not written."))
        return INTERRUPTED
    except Problem as problem:
        from ui.commands.next_steps import next_step  # only now: it knows the store

        _complain(f"{sentence(problem)} {next_step(problem)}")
        return WRONG_USE if problem.code in _WRONG_USES else PROBLEM
    return code


def _run(argv: Sequence[str]) -> int:
    try:
        arguments, more = parser.ProgramParser().parse_known_args(list(argv))
        if more:
            arguments.parser.error(_("not understood: {words}").format(words=" ".join(more)))
    except SystemExit as finished:  # --help, --version, or a wrong use already explained
        return finished.code if isinstance(finished.code, int) else WRONG_USE
    command: Any = arguments.command
    return int(command.run(arguments, output.Output(arguments.json)))


def _complain(words: str) -> None:
    if sys.stderr is not None:
        sys.stderr.write(" ".join(words.split()) + "\n")


def _forget_output() -> None:
    """Nobody reads us any more: Python's own flush at the end must not complain about it."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
