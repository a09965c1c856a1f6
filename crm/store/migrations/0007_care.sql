-- The digest of an operation: over the one before it, what the operation says of itself, what it changed, and (by
-- `rows_digest`) what the rows it touched held then. Empty for one that is not sealed yet.
ALTER TABLE operation ADD COLUMN rows_digest TEXT NOT NULL DEFAULT '';
ALTER TABLE operation ADD COLUMN digest TEXT NOT NULL DEFAULT '';
-- Its old values were dropped with age: it stays readable and cannot be undone.
ALTER TABLE operation ADD COLUMN is_compacted INTEGER NOT NULL DEFAULT 0;
-- To records of which nouns it did what, so that an audit need not read its changes: “,+people,~offices,”.
ALTER TABLE operation ADD COLUMN touched TEXT NOT NULL DEFAULT '';
UPDATE operation SET touched = coalesce(',' || (
    SELECT group_concat(DISTINCT how || noun) FROM (
        SELECT
            coalesce((
                SELECT k.kind FROM change k
                WHERE k.record_id = c.record_id AND k.id BETWEEN operation.first_change AND operation.last_change
                    AND k.tbl = 'record' AND k.kind IN ('+', '-')
                ORDER BY k.id DESC LIMIT 1
            ), '~') AS how,
            coalesce(r.noun, (
                SELECT json_extract(k.old, '$.noun') FROM change k
                WHERE k.record_id = c.record_id AND k.tbl = 'record' AND k.kind = '-'
                ORDER BY k.id DESC LIMIT 1
            )) AS noun
        FROM (
            SELECT DISTINCT record_id FROM change
            WHERE id BETWEEN operation.first_change AND operation.last_change
        ) c LEFT JOIN record r ON r.id = c.record_id
    ) WHERE noun IS NOT NULL
) || ',', '');

-- Why the digests were made anew from an operation on, and the newest digest before and after; the beginnings of all
-- that were before, eight bytes each, so that a state printed on paper is known again. Outside the journal.
CREATE TABLE seal (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    by TEXT NOT NULL,
    why TEXT NOT NULL,
    first_operation INTEGER NOT NULL,
    last_operation INTEGER NOT NULL,
    head_before TEXT NOT NULL,
    head_after TEXT NOT NULL,
    digests_before BLOB NOT NULL
);

-- What POPIA asks to be known of a person: objection (s11(3)), consent taken back (s11(2)), the notice given (s18), how
-- long the record is kept and why (s14); and whether harm could come to the person when it is known who spoke.
ALTER TABLE person ADD COLUMN objected_on DATE;
ALTER TABLE person ADD COLUMN objection TEXT NOT NULL DEFAULT '';
ALTER TABLE person ADD COLUMN consent_withdrawn_on DATE;
ALTER TABLE person ADD COLUMN notice_on DATE;
ALTER TABLE person ADD COLUMN notice_how TEXT NOT NULL DEFAULT '';
ALTER TABLE person ADD COLUMN keep_until DATE;
ALTER TABLE person ADD COLUMN keep_reason TEXT NOT NULL DEFAULT '';
ALTER TABLE person ADD COLUMN is_at_risk INTEGER NOT NULL DEFAULT 0;
ALTER TABLE person ADD COLUMN anonymised_on DATE;

-- What somebody asks under POPIA: to confirm, to see, to correct, to delete, to object, to take consent back.
CREATE TABLE access_request (
    id INTEGER PRIMARY KEY REFERENCES record(id),
    reference TEXT NOT NULL,
    kind TEXT NOT NULL,
    status TEXT NOT NULL,
    outcome TEXT,
    person_id INTEGER REFERENCES "person"(id),
    asked_by TEXT NOT NULL,
    for_whom TEXT NOT NULL,
    received_on DATE NOT NULL,
    due_on DATE NOT NULL,
    words TEXT NOT NULL,
    identity_seen TEXT NOT NULL,
    identity_seen_on DATE,
    decided_on DATE,
    decided_by TEXT NOT NULL,
    reason TEXT NOT NULL,
    answered_on DATE,
    answered_how TEXT NOT NULL,
    hand_over_id INTEGER REFERENCES hand_over(id),
    owner_id INTEGER REFERENCES "user"(id)
);
CREATE UNIQUE INDEX access_request_reference ON access_request (reference);
CREATE INDEX access_request_person_id ON access_request (person_id);
CREATE INDEX access_request_hand_over_id ON access_request (hand_over_id);
CREATE INDEX access_request_owner_id ON access_request (owner_id);

-- What is done with one row that speaks of the person: given, given with the names of others covered, or withheld.
CREATE TABLE request_item (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    request_id INTEGER NOT NULL REFERENCES access_request(id),
    tbl TEXT NOT NULL,
    line INTEGER NOT NULL,
    choice TEXT NOT NULL,
    ground TEXT NOT NULL,
    note TEXT NOT NULL,
    read_by TEXT NOT NULL,
    read_on DATE,
    read_digest TEXT NOT NULL
);
CREATE UNIQUE INDEX request_item_request_id ON request_item (request_id, tbl, line);

-- A statement that a correction was asked for and not made; it prints with the record (POPIA s24).
CREATE TABLE correction_note (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    record_id INTEGER NOT NULL REFERENCES record(id),
    request_id INTEGER REFERENCES access_request(id),
    asked_on DATE NOT NULL,
    asked_by TEXT NOT NULL,
    words TEXT NOT NULL,
    why_not TEXT NOT NULL
);
CREATE INDEX correction_note_record_id ON correction_note (record_id);
CREATE INDEX correction_note_request_id ON correction_note (request_id);

-- A person who was erased or made nameless; known again, when an older backup is restored, by a hash of the record's
-- uuid alone.
CREATE TABLE erasure (
    id INTEGER PRIMARY KEY REFERENCES record(id),
    kind TEXT NOT NULL,
    on_day DATE NOT NULL,
    reason TEXT NOT NULL,
    uuid_hash TEXT NOT NULL,
    request_id INTEGER REFERENCES access_request(id)
);
CREATE UNIQUE INDEX erasure_uuid_hash ON erasure (uuid_hash);
CREATE INDEX erasure_request_id ON erasure (request_id);

-- A free text that still names somebody erased, to be read and rewritten.
CREATE TABLE mention (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    record_id INTEGER NOT NULL REFERENCES record(id),
    erasure_id INTEGER NOT NULL REFERENCES erasure(id),
    tbl TEXT NOT NULL,
    line INTEGER NOT NULL,
    col TEXT NOT NULL,
    spans TEXT NOT NULL,
    text_hash TEXT NOT NULL,
    settled_on DATE,
    settled_by TEXT NOT NULL
);
CREATE INDEX mention_record_id ON mention (record_id);
CREATE INDEX mention_erasure_id ON mention (erasure_id);

-- Where on this computer a paper or file that was taken out lies.
ALTER TABLE hand_over ADD COLUMN path TEXT NOT NULL DEFAULT '';
