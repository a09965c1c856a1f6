"""The seal at the foot of a paper: which state of the workspace it was made from, in a few digits.

It tells nobody anything, and lets `kgotla check` say whether that state is still in a workspace's past. What is
rendered inside `shown` carries it; no document has to hand it on.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from resources.translations import _

_current: ContextVar[str] = ContextVar("seal", default="")


@contextmanager
def shown(seal: str) -> Iterator[None]:
    """Every paper rendered inside carries this seal; an empty one is left out."""
    before = _current.set(seal)
    try:
        yield
    finally:
        _current.reset(before)


def words() -> str:
    """“Seal 1234 · 3f2a 9c01 7b44 e1d0”, or nothing."""
    seal = _current.get()
    return _("Seal {seal}").format(seal=seal) if seal else ""
