"""`python -m ui.commands`: the command line without its installed name."""

from __future__ import annotations

import sys

from ui.commands import run

if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
