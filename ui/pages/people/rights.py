"""What somebody says about being held here, and what we did about it: one small form each, from a menu."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from crm.operations.retention import keep_person_until
from crm.operations.rights import (
    give_consent,
    mark_notice_given,
    object_to_use,
    set_at_risk,
    set_ground,
    take_back_objection,
    withdraw_consent,
)
from crm.queries.people import PersonPage
from crm.rules import clock, privacy
from crm.rules.dates import add_months
from crm.rules.privacy import Ground
from resources.translations import _, mark
from ui.desk import Desk
from ui.pages.commitments.form_dialog import FormDialog, combo, day_field, line
from ui.pages.parts.corrections import CorrectionDialog
from ui.widgets.cards import label


@dataclass(frozen=True)
class Saying:
    """One small form: a day, words where they are asked for, and what is done with them."""

    name: str
    title: str
    explained: str
    verb: str
    do: Callable[..., Any]
    words: str = ""
    """What the field for words is called; none without."""
    placeholder: str = ""
    is_past: bool = True
    places: tuple[str, ...] = ()
    """The problems that belong to the words."""


OBJECT = Saying(
    "objection",
    mark("Objects to the use"),
    mark(
        "From now on they stand in no list, letter, message or export to choose from. What their office promised stays "
        "with the office."
    ),
    mark("Stop the use"),
    object_to_use,
    mark("&What was said"),
    mark("No more letters, please"),
)
WITHDRAW = Saying(
    "withdrawal",
    mark("Takes consent back"),
    mark(
        "Consent is the ground for keeping them. Use stops at once; to keep the record another ground is needed, or it "
        "is erased. They come up under “Look through what is kept”."
    ),
    mark("Take consent back"),
    withdraw_consent,
)
CONSENT = Saying(
    "consent",
    mark("Consents"),
    mark("They agree to be kept here. The day and how they said so are the proof of it."),
    mark("Save"),
    give_consent,
    mark("&How"),
    mark("Their form, by phone"),
)
NOTICE = Saying(
    "notice",
    mark("Was told what we hold"),
    mark("The notice under POPIA section 18: what is held, why, for whom, and what they may do about it."),
    mark("Save"),
    mark_notice_given,
    mark("&How"),
    mark("By hand, on the sign-in table, by e-mail"),
    places=("notice-without-how",),
)
KEEP = Saying(
    "keep",
    mark("Keep longer"),
    mark("Until that day nobody is asked again whether the record is still needed."),
    mark("Keep"),
    keep_person_until,
    mark("&Because"),
    mark("A court case, a grant that is audited"),
    is_past=False,
    places=("keep-without-reason",),
)


class SayDialog(FormDialog):
    """The form of one saying; `whom` is an id, or several where it is said of many."""

    def __init__(self, parent: QWidget, desk: Desk, saying: Saying, whom: int | Sequence[int], name: str = "") -> None:
        self._saying, self._whom = saying, whom
        title = f"{name}: {_(saying.title)}" if name else _(saying.title)
        super().__init__(parent, desk, title, f"say-{saying.name}", _(saying.verb))

    def build(self) -> None:
        """A sentence, the day, and the words."""
        saying, today = self._saying, clock.today()
        self.places = dict.fromkeys(saying.places, "words")  # type: ignore[misc]
        proposed = today if saying.is_past else add_months(today, 12)
        self.day = day_field(f"say-{saying.name}-day", today, proposed, is_optional=False, is_past=saying.is_past)
        self.words = line(f"say-{saying.name}-words", placeholder=_(saying.placeholder) if saying.placeholder else "")
        self.form.add(label(_(saying.explained), "muted"))
        self.form.row("day", _("&On") if saying.is_past else _("&Until"), self.day)
        if saying.words:
            self.form.row("words", _(saying.words), self.words)
        else:
            self.words.setParent(self)
            self.words.hide()

    def save(self) -> None:
        """Do it."""
        if self.check_day("day", self.day, is_needed=True):
            words = (self.words.text(),) if self._saying.words else ()
            self.do(self._saying.do, self._whom, self.day.day, *words)


class GroundDialog(FormDialog):
    """Why many are held at once: the ground, where it is from, since when."""

    def __init__(self, parent: QWidget, desk: Desk, person_ids: Sequence[int]) -> None:
        self._person_ids = tuple(person_ids)
        super().__init__(
            parent, desk, _("Why we hold them"), "set-ground", _("Set for {count}").format(count=len(person_ids))
        )

    def build(self) -> None:
        """What fits office holders is proposed."""
        self.places = {"ground-without-source": "source"}  # type: ignore[misc]
        self.ground = combo(
            "set-ground-ground",
            {str(each): privacy.label(each) for each in Ground if each is not Ground.CONSENT},
            str(Ground.LEGITIMATE_INTEREST),
        )
        self.source = line("set-ground-source", _("Public record"))
        self.since = day_field("set-ground-since", clock.today(), clock.today(), is_optional=False, is_past=True)
        explained = _(
            "For whoever holds a public office our legitimate interest is the usual ground, and the public record the "
            "source. Consent is not set for many: each person gives it."
        )
        self.form.add(label(explained, "muted"))
        self.form.row("ground", _("&Ground (POPIA s 11)"), self.ground)
        self.form.row("source", _("&Where it is from"), self.source)
        self.form.row("since", _("&Since"), self.since)

    def save(self) -> None:
        """Set it."""
        if self.check_day("since", self.since):
            self.do(set_ground, self._person_ids, str(self.ground.currentData()), self.source.text(), self.since.day)


def fill_menu(menu: QMenu, owner: QWidget, desk: Desk, person: PersonPage) -> None:
    """What can be said of this person now."""
    menu.clear()

    def say(saying: Saying, whom: int | Sequence[int]) -> Callable[[], None]:
        return lambda: SayDialog(owner.window(), desk, saying, whom, person.name).open()

    def add(name: str, words: str, run: Callable[[], object]) -> None:
        made = QAction(words, menu)
        made.setObjectName(f"person-privacy-{name}")
        made.triggered.connect(lambda: run())
        menu.addAction(made)

    if person.objected_on is None:
        add("object", _("They object to the use…"), say(OBJECT, person.id))
    else:
        add("object", _("They object no longer"), partial(desk.service.do, take_back_objection, person.id))
    if person.ground == Ground.CONSENT and person.consent_withdrawn_on is None:
        add("withdraw", _("They take consent back…"), say(WITHDRAW, person.id))
    else:
        add("consent", _("They consent…"), say(CONSENT, person.id))
    add("notice", _("They were told what we hold…"), say(NOTICE, (person.id,)))
    add("print-notice", _("Print the notice"), partial(_print_notice, desk, person.id))
    words = _("They could no longer be harmed") if person.is_at_risk else _("They could be harmed: hide who spoke")
    add("at-risk", words, partial(desk.service.do, set_at_risk, person.id, not person.is_at_risk))
    add("keep", _("Keep longer…"), say(KEEP, person.id))
    add("correction", _("A correction was not made…"), partial(_ask_correction, owner, desk, person.id))


def _print_notice(desk: Desk, person_id: int) -> None:
    desk.navigator.show_report("privacy-notice", {"person": f"people:{person_id}"})


def _ask_correction(owner: QWidget, desk: Desk, person_id: int) -> None:
    CorrectionDialog(owner.window(), desk, person_id).open()


def menu_button(button: QToolButton) -> QMenu:
    """The menu that a button drops at once."""
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    menu = QMenu(button)
    button.setMenu(menu)
    return menu
