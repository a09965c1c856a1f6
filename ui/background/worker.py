"""A thread that does jobs one after the other, the urgent ones first."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable
from enum import IntEnum
from queue import PriorityQueue

from ui.background.jobs import Job


class Urgency(IntEnum):
    """Which waiting job is done first."""

    ROWS = 0  # rows a list is showing this moment
    NORMAL = 1
    LAST = 2


class Worker:
    """One serial thread, started with its first job; `finished` is called on that thread with each job done."""

    def __init__(self, name: str, finished: Callable[[Job], None]) -> None:
        self.name = name
        self._finished = finished
        self._queue: PriorityQueue[tuple[int, int, Job | None]] = PriorityQueue()
        self._numbers = itertools.count()
        self._thread: threading.Thread | None = None

    def put(self, job: Job, urgency: Urgency = Urgency.NORMAL) -> None:
        """Queue a job behind all that are as urgent."""
        self._queue.put((urgency, next(self._numbers), job))
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name=f"kgotla-{self.name}", daemon=True)
            self._thread.start()

    def stop(self, wait_seconds: float = 10.0) -> None:
        """Finish what is queued, then end the thread; waits at most this long."""
        if self._thread is None:
            return
        self._queue.put((Urgency.LAST, next(self._numbers), None))
        self._thread.join(wait_seconds)
        self._thread = None

    def _run(self) -> None:
        while (job := self._queue.get()[2]) is not None:
            job.run()
            self._finished(job)
            del job  # while this thread waits for the next one, it holds none
