"""A drawing in a paper, with the words that a screen reader says in its place."""

from __future__ import annotations

from reportlab.graphics.shapes import Drawing

from reports.layout.tags import one_figure


class Figure(Drawing):
    """A drawing as a flowable; `alternative` says what it shows, with its figures."""

    def __init__(self, width: float, height: float, alternative: str) -> None:
        super().__init__(width, height)
        self._alternative = alternative

    def draw(self) -> None:
        """Draw it as one marked picture."""
        left, bottom = self.canv.absolutePosition(0, 0)
        box = (left, bottom, left + self.width, bottom + self.height)
        with one_figure(self.canv, self._alternative, box):
            super().draw()
