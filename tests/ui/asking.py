"""What a test asks of the workspace: its time is the test's own, not the window's."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from ui.background.service import Service

P = ParamSpec("P")
T = TypeVar("T")


def asked(service: Service, query: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """The answer to a question, however long it takes a busy computer: `ask_now` would report that as a fault."""
    return service._need().ask(query, *args, **kwargs)
