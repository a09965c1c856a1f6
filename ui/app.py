"""Where `kgotla` begins: the window when there is no subcommand, else the command line. No Qt before that is known."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from ui.background.dumps import leave_no_dump

WORKSPACE_OPTION = "--workspace"


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program with these arguments (without the program's name); the exit code."""
    leave_no_dump()
    arguments = list(sys.argv[1:] if argv is None else argv)
    is_window, workspace = read_window_arguments(arguments)
    if is_window:
        from ui.start import open_window

        return open_window(workspace)
    from ui import commands

    return int(commands.run(arguments))


def read_window_arguments(arguments: Sequence[str]) -> tuple[bool, Path | None]:
    """Whether these arguments ask for the window (nothing, or only a workspace), and the workspace they name."""
    if not arguments:
        return True, None
    first = arguments[0]
    if first.startswith(f"{WORKSPACE_OPTION}=") and len(arguments) == 1:
        return True, Path(first.partition("=")[2])
    if first == WORKSPACE_OPTION and len(arguments) == 2:
        return True, Path(arguments[1])
    return False, None


if __name__ == "__main__":
    sys.exit(main())
