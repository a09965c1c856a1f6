"""A paper while it is made: somebody is told of each page, may stop it between two, and may want the first few only.

What is said here holds for whatever is rendered inside `watched`, so that no document has to hand it on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

Tell = Callable[[int], object]
"""Called with the number of pages made so far; what it raises stops the making."""


@dataclass(frozen=True, slots=True)
class Making:
    """Who is told of each page, if anybody, and after how many pages it is enough; the whole without a number."""

    tell: Tell | None = None
    most: int | None = None

    def page_made(self, pages: int) -> None:
        """Tell whoever waits; pages beyond those wanted are made to see how long the paper is."""
        if self.tell is not None and (self.most is None or pages <= self.most):
            self.tell(pages)

    def is_enough(self, pages: int) -> bool:
        """Whether no more than these pages are wanted."""
        return self.most is not None and pages >= self.most


_unwatched = Making()
_current: ContextVar[Making] = ContextVar("making", default=_unwatched)


def current() -> Making:
    """How the paper in hand is watched."""
    return _current.get()


@contextmanager
def watched(tell: Tell | None, most: int | None = None) -> Iterator[None]:
    """Watch every paper rendered inside; `most` ends it after so many pages."""
    before = _current.set(Making(tell, most))
    try:
        yield
    finally:
        _current.reset(before)
