-- What was given out: the exact paper, so that "since the last report" and "what did we give them" have an answer.
CREATE TABLE hand_over (
    id INTEGER PRIMARY KEY REFERENCES record(id),
    report TEXT NOT NULL,
    title TEXT NOT NULL,
    options TEXT NOT NULL,
    to_whom TEXT NOT NULL,
    on_day DATE NOT NULL,
    pages INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    at_operation INTEGER NOT NULL
);
CREATE INDEX hand_over_report ON hand_over (report);
