"""Python's garbage collected on the window's thread only.

A closed form lies in a cycle until the collector comes round. It comes on whatever thread allocates next; a worker that
collects the form deletes its widgets from there, which Qt allows on the window's thread alone: the program then ends
with a fault, minutes later and somewhere else.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

EVERY = 1_000  # milliseconds


class Collector(QObject):
    """Switches the automatic collector off and collects in its stead, by the same thresholds."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._clock = QTimer(self)
        self._clock.setInterval(EVERY)
        self._clock.timeout.connect(self.collect)
        self._clock.start()

    def collect(self) -> None:
        """Collect the oldest generation that is full, as the automatic collector would."""
        for generation in (2, 1, 0):
            if gc.get_count()[generation] > gc.get_threshold()[generation]:
                gc.collect(generation)
                return

    def stop(self) -> None:
        """The threads have ended: everything that waits is collected now."""
        self._clock.stop()
        gc.collect()
