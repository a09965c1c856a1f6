"""The base of a section of the settings."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from crm.rules.errors import Problem
from ui.desk import Desk
from ui.theme import GAP, PADDING, heading_font
from ui.widgets.banner import Banner
from ui.widgets.cards import label, scrolled
from ui.widgets.status import Tone
from ui.words import sentence


class Section(QWidget):
    """A title, a sentence, what was wrong, and what subclasses put into `body`."""

    def __init__(self, desk: Desk, title: str, sentence_below: str, name: str, scrolls: bool = True) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.desk = desk
        self.title = title
        self.told = Banner("", Tone.BAD, name=f"{name}-told", can_close=True)
        self.told.hide()
        heading = label(title, name=f"{name}-title")
        heading.setFont(heading_font(14))
        inner = QWidget()
        self.body = QVBoxLayout(inner)
        self.body.setContentsMargins(0, 0, GAP if scrolls else 0, 0)
        self.body.setSpacing(PADDING)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(heading)
        column.addWidget(label(sentence_below, "muted"))
        column.addWidget(self.told)
        column.addWidget(scrolled(inner, f"{name}-scroll") if scrolls else inner, 1)

    def refresh(self) -> None:
        """Ask for what the section shows."""

    def has_unsaved(self) -> bool:
        """Whether something typed here is not saved yet."""
        return False

    def do(self, operation: Callable[..., Any], *args: object) -> None:
        """Do it; what was said before is over, and a problem is said here."""
        self.tell("")
        self.desk.service.do(operation, *args, on_problem=self.show_problem, owner=self)

    def show_problem(self, problem: Problem) -> None:
        """Say a problem above the section."""
        self.tell(sentence(problem), Tone.BAD)

    def tell(self, words: str, tone: Tone = Tone.GOOD) -> None:
        """Say something above the section; nothing hides it."""
        self.told.set_text(words, tone)
