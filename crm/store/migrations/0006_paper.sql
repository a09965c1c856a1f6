-- One sentence in plain words for a community, a record and language: what was asked, what was said, what happened.
CREATE TABLE plain_words (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    record_id INTEGER NOT NULL REFERENCES record(id),
    language TEXT NOT NULL,
    part TEXT NOT NULL,
    words TEXT NOT NULL,
    by_whom TEXT NOT NULL
);
CREATE UNIQUE INDEX plain_words_record_id ON plain_words (record_id, language, part);

-- A paper handed over: for whom it was made, in what way and to which record of ours it went, and its exact bytes in
-- `blob`, by hash.
ALTER TABLE hand_over ADD COLUMN audience TEXT NOT NULL DEFAULT '';
ALTER TABLE hand_over ADD COLUMN how TEXT NOT NULL DEFAULT '';
ALTER TABLE hand_over ADD COLUMN receiver_id INTEGER REFERENCES record(id);
ALTER TABLE hand_over ADD COLUMN file_name TEXT NOT NULL DEFAULT '';
ALTER TABLE hand_over ADD COLUMN is_kept INTEGER NOT NULL DEFAULT 0;
CREATE INDEX hand_over_receiver_id ON hand_over (receiver_id);

-- A paper to make again with the same options.
CREATE TABLE saved_report (
    id INTEGER PRIMARY KEY REFERENCES record(id),
    name TEXT NOT NULL,
    report TEXT NOT NULL,
    options TEXT NOT NULL
);

-- What the other side answered to a draft of the MoU review, clause by clause.
CREATE TABLE response (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    agreement_id INTEGER NOT NULL REFERENCES agreement(id),
    record_id INTEGER NOT NULL REFERENCES record(id),
    hand_over_id INTEGER REFERENCES hand_over(id),
    on_day DATE NOT NULL,
    said_by TEXT NOT NULL,
    words TEXT NOT NULL
);
CREATE INDEX response_agreement_id ON response (agreement_id);
CREATE INDEX response_record_id ON response (record_id);
CREATE INDEX response_hand_over_id ON response (hand_over_id);

-- Our own words in a language, in the place of those that ship, and who checked them.
CREATE TABLE own_words (
    id INTEGER PRIMARY KEY REFERENCES record(id),
    language TEXT NOT NULL,
    english TEXT NOT NULL,
    words TEXT NOT NULL,
    checked_by TEXT NOT NULL,
    checked_on DATE
);
CREATE UNIQUE INDEX own_words_language ON own_words (language, english);

-- The sign of an organisation, on the papers it gives out.
ALTER TABLE organisation ADD COLUMN logo_id INTEGER REFERENCES attachment(id);
