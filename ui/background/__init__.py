"""Where work runs, so that the window never waits.

Four threads. *Window*: Qt's own; it paints, and may ask for single records by id (`Service.ask_now`, guarded at 10 ms).
*Writer*: every change, undo, import and backup, one after the other. *Reader*: every question of a page or a list.
*Long reader*: what takes longer than a moment and reads only, such as building a report. A thread starts with its first
job. Each has a database connection of its own (peewee keeps one per thread), so a question never waits for an import.

Answers come back to the window's thread through one queued signal, so callbacks may touch widgets. A callback whose
owner is gone is dropped. What a user can cause (`Problem`) goes to the caller or to `Service.problem`; anything else is
a bug and is raised in the window's thread, where `sys.excepthook` shows one report (`ui.background.bugs`).

Garbage is collected on the window's thread alone (`ui.background.collector`).
"""
