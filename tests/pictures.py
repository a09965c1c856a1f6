"""Picture every page of the window and every paper of the sample workspace.

Usage: python -m tests.pictures OUT [--readme]      (--readme also writes resources/pictures)
"""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import shutil
import sys
import tempfile
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QDialog

from crm import sample
from crm.rules import clock
from crm.workspace import Workspace
from reports.catalog import make_examples
from tests.ui.showing import SIZES, visits, what_does_not_fit
from ui.desk import Desk
from ui.main_window import MainWindow
from ui.preferences import Preferences
from ui.start import make_application, make_desk
from ui.theme import Setting

README = {
    "light-1366-today": "today.png",
    "light-1366-record-commitments": "commitment.png",
    "light-1093-review": "review.png",
    "light-1366-record-petitions": "petition.png",
    "paper-follow-up-2": "follow-up.png",
    "paper-mou-progress-1": "mou-progress.png",
    "paper-report-back-1": "report-back.png",
}
RESOURCES = Path(__file__).parents[1] / "resources" / "pictures"


def main() -> None:
    out, is_readme = Path(sys.argv[1]), "--readme" in sys.argv
    out.mkdir(parents=True, exist_ok=True)
    clock.choose(date(2026, 11, 22))
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "Sample.kgotla"
        workspace = sample.make(place)
        for made in make_examples(workspace.ask, out, made_by=sample.USER):
            if made.file.suffix == ".pdf":
                _picture_paper(made.file)
        workspace.close()
        _picture_window(place, Path(folder), out)
    if is_readme:
        RESOURCES.mkdir(exist_ok=True)
        for name, target in README.items():
            shutil.copy(out / f"{name}.png", RESOURCES / target)
    print(f"{len(list(out.glob('*.png')))} pictures in {out}")


def _picture_paper(file: Path) -> None:
    import pypdfium2

    with pypdfium2.PdfDocument(file) as document:
        for number in range(min(len(document), 4)):
            document[number].render(scale=1.3, fill_color=(255, 255, 255, 255)).to_pil().save(
                file.with_name(f"paper-{file.stem}-{number + 1}.png")
            )


def _picture_window(place: Path, folder: Path, out: Path) -> None:
    app = make_application()
    desk = make_desk(app, Preferences(folder / "preferences"))
    window = MainWindow(desk)
    window.show_start()
    window.show()
    _settle(desk, 20)
    for width, height in SIZES:
        window.resize(width, height)
        _settle(desk)
        window.grab().save(str(out / f"light-{width}-start.png"))
    desk.service.open(partial(Workspace.open, place, sample.PASSPHRASE))
    _settle(desk, 20)
    for setting in (Setting.LIGHT, Setting.DARK):
        desk.theme.choose(setting)
        for width, height in SIZES:
            window.resize(width, height)
            for name, show in visits(window):
                show()
                _settle(desk)
                window.grab().save(str(out / f"{setting.value}-{width}-{name}.png"))
                for problem in what_does_not_fit(window.shell.current_page() or window):
                    print(f"{width} {name}: {problem}")
            _picture_report(window, desk, out / f"{setting.value}-{width}-report.png")
            _picture_forms(window, desk, f"{setting.value}-{width}", out)
    desk.service.shutdown()


def _picture_report(window: MainWindow, desk: Desk, file: Path) -> None:
    window.shell.open_page("reports")
    _settle(desk)
    page = window.shell.current_page()
    assert page is not None
    page.findChild(QAbstractButton, "report-follow-up").click()
    _settle(desk, 40)
    window.grab().save(str(file))


def _picture_forms(window: MainWindow, desk: Desk, prefix: str, out: Path) -> None:
    """The forms that make a new record, each as a window of its own."""
    for name in ("people", "organisations", "commitments", "engagements"):
        window.shell.open_page(name)
        _settle(desk)
        window.shell.new_on(name)
        _settle(desk)
        for number, form in enumerate(window.findChildren(QDialog)):
            if form.isVisible():
                form.grab().save(str(out / f"{prefix}-form-{name}-{number}.png"))
                form.done(0)
                form.deleteLater()
        _settle(desk)


def _settle(desk: Desk, least: int = 12) -> None:
    """Let answers arrive and be painted."""
    for _ in range(least):
        QTest.qWait(20)
    while not desk.service.is_idle:
        QTest.qWait(20)
    QTest.qWait(60)


if __name__ == "__main__":
    main()
