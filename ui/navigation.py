"""Where the user has been: back and forward as in a browser. No Qt."""

from __future__ import annotations

from dataclasses import dataclass

MOST = 100


@dataclass(frozen=True)
class Place:
    """A page, and the record it shows (0 for none)."""

    page: str
    record_id: int = 0


class Trail:
    """The places visited, and which of them the window shows."""

    def __init__(self) -> None:
        self._places: list[Place] = []
        self._at = -1

    @property
    def here(self) -> Place | None:
        """The place shown now."""
        return self._places[self._at] if self._at >= 0 else None

    @property
    def can_go_back(self) -> bool:
        """Whether there is a place before."""
        return self._at > 0

    @property
    def can_go_forward(self) -> bool:
        """Whether the user came back from somewhere."""
        return self._at < len(self._places) - 1

    def visit(self, place: Place) -> None:
        """Go somewhere new; what was ahead is forgotten."""
        if place == self.here:
            return
        self._places = [*self._places[: self._at + 1], place][-MOST:]
        self._at = len(self._places) - 1

    def back(self) -> Place | None:
        """Go to the place before, None when there is none."""
        return self._go(self._at - 1)

    def forward(self) -> Place | None:
        """Go to the place after, None when there is none."""
        return self._go(self._at + 1)

    def clear(self) -> None:
        """Forget everything."""
        self._places, self._at = [], -1

    def _go(self, to: int) -> Place | None:
        if not 0 <= to < len(self._places):
            return None
        self._at = to
        return self._places[to]
