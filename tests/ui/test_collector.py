"""Garbage that holds widgets is collected on the window's thread, whatever the workers allocate."""

from __future__ import annotations

import gc
import threading
import weakref

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.background.collector import Collector
from ui.desk import Desk


class Form(QWidget):
    """A form that holds itself, as one does whose button is connected to it."""

    def __init__(self) -> None:
        super().__init__()
        self.itself = self


def make_garbage(count: int) -> None:
    for _ in range(count):
        one: list[object] = []
        one.append(one)


def test_a_worker_that_allocates_much_deletes_no_widget(desk: Desk) -> None:
    form = Form()
    seen = weakref.ref(form)
    del form
    worker = threading.Thread(target=make_garbage, args=(50_000,))
    worker.start()
    worker.join()
    assert seen() is not None, "collected on another thread than the window's"
    gc.collect()
    assert seen() is None


def test_the_window_collects_in_its_stead(qtbot: QtBot, desk: Desk) -> None:
    collector = desk.service.findChild(Collector)
    assert collector is not None
    form = Form()
    seen = weakref.ref(form)
    del form
    make_garbage(5_000)
    for _ in range(200):
        make_garbage(1_000)
        collector.collect()
    assert seen() is None
