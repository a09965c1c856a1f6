"""The command line: one module a command, on the same queries and operations as the window. No Qt."""

from __future__ import annotations

from collections.abc import Sequence


def run(argv: Sequence[str]) -> int:
    """Run the command line with these arguments (without the program's name); the exit code."""
    from ui.commands.program import run_program

    return run_program(argv)
