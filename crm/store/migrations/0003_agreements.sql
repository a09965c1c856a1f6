-- What can happen to any open record, not to a commitment only: a date that moves, and a follow-up. Both may have been
-- said in a call or a message, which is an engagement. The ids given so far are kept, so that none is given twice.
CREATE TABLE new_date_move (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    record_id INTEGER NOT NULL REFERENCES record(id),
    old_due DATE,
    new_due DATE NOT NULL,
    said_on DATE NOT NULL,
    said_by TEXT NOT NULL,
    how TEXT NOT NULL,
    reason TEXT NOT NULL,
    is_agreed INTEGER NOT NULL,
    engagement_id INTEGER REFERENCES engagement(id)
);
INSERT INTO new_date_move
    SELECT id, commitment_id, old_due, new_due, said_on, said_by, how, reason, is_agreed, NULL FROM date_move;
DELETE FROM sqlite_sequence WHERE name = 'new_date_move';
INSERT INTO sqlite_sequence(name, seq) SELECT 'new_date_move', seq FROM sqlite_sequence WHERE name = 'date_move';
DROP TABLE date_move;
ALTER TABLE new_date_move RENAME TO date_move;
CREATE INDEX date_move_record_id ON date_move (record_id);
CREATE INDEX date_move_engagement_id ON date_move (engagement_id);

CREATE TABLE new_follow_up (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    record_id INTEGER NOT NULL REFERENCES record(id),
    on_day DATE NOT NULL,
    channel TEXT NOT NULL,
    to_whom TEXT NOT NULL,
    words TEXT NOT NULL,
    answer TEXT NOT NULL,
    engagement_id INTEGER REFERENCES engagement(id)
);
INSERT INTO new_follow_up
    SELECT id, commitment_id, on_day, channel, to_whom, words, answer, NULL FROM follow_up;
DELETE FROM sqlite_sequence WHERE name = 'new_follow_up';
INSERT INTO sqlite_sequence(name, seq) SELECT 'new_follow_up', seq FROM sqlite_sequence WHERE name = 'follow_up';
DROP TABLE follow_up;
ALTER TABLE new_follow_up RENAME TO follow_up;
CREATE INDEX follow_up_record_id ON follow_up (record_id);
CREATE INDEX follow_up_engagement_id ON follow_up (engagement_id);

-- Agreements: what two parties signed, clause by clause, and what has to come of each clause by when.
CREATE TABLE agreement (
    id INTEGER PRIMARY KEY REFERENCES record(id),
    reference TEXT NOT NULL,
    title TEXT NOT NULL,
    kind TEXT NOT NULL,
    purpose TEXT NOT NULL,
    status TEXT NOT NULL,
    outcome TEXT NOT NULL,
    negotiation_on DATE,
    signed_on DATE,
    effective_on DATE,
    expires_on DATE,
    remind_days INTEGER NOT NULL,
    review_every TEXT NOT NULL,
    next_review_on DATE,
    report_every TEXT NOT NULL,
    owner_id INTEGER REFERENCES user(id),
    signed_copy_id INTEGER REFERENCES attachment(id),
    renewed_from_id INTEGER REFERENCES agreement(id),
    closed_on DATE,
    last_movement_on DATE
);
CREATE UNIQUE INDEX agreement_reference ON agreement (reference);
CREATE INDEX agreement_status ON agreement (status);
CREATE INDEX agreement_expires_on ON agreement (expires_on);
CREATE INDEX agreement_owner_id ON agreement (owner_id);
CREATE INDEX agreement_signed_copy_id ON agreement (signed_copy_id);
CREATE INDEX agreement_renewed_from_id ON agreement (renewed_from_id);

CREATE TABLE agreement_party (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    agreement_id INTEGER NOT NULL REFERENCES agreement(id),
    position INTEGER NOT NULL,
    organisation_id INTEGER REFERENCES organisation(id),
    name TEXT NOT NULL,
    signatory_id INTEGER REFERENCES person(id),
    signatory_name TEXT NOT NULL,
    signatory_post TEXT NOT NULL,
    signed_on DATE,
    focal_id INTEGER REFERENCES person(id),
    focal_name TEXT NOT NULL
);
CREATE INDEX agreement_party_agreement_id ON agreement_party (agreement_id);
CREATE INDEX agreement_party_organisation_id ON agreement_party (organisation_id);
CREATE INDEX agreement_party_signatory_id ON agreement_party (signatory_id);
CREATE INDEX agreement_party_focal_id ON agreement_party (focal_id);

CREATE TABLE clause (
    id INTEGER PRIMARY KEY REFERENCES record(id),
    agreement_id INTEGER NOT NULL REFERENCES agreement(id),
    position INTEGER NOT NULL,
    number TEXT NOT NULL,
    heading TEXT NOT NULL,
    words TEXT NOT NULL,
    kind TEXT NOT NULL,
    responsible_id INTEGER REFERENCES organisation(id),
    every TEXT NOT NULL,
    first_due_on DATE,
    unit TEXT NOT NULL,
    planned INTEGER,
    since_version INTEGER NOT NULL,
    until_version INTEGER
);
CREATE INDEX clause_agreement_id ON clause (agreement_id);
CREATE INDEX clause_responsible_id ON clause (responsible_id);

CREATE TABLE deliverable (
    id INTEGER PRIMARY KEY REFERENCES record(id),
    clause_id INTEGER NOT NULL REFERENCES clause(id),
    title TEXT NOT NULL,
    responsible_id INTEGER REFERENCES organisation(id),
    starts_on DATE,
    due_original DATE,
    due_on DATE,
    due_agreed DATE,
    weight INTEGER NOT NULL,
    unit TEXT NOT NULL,
    planned INTEGER,
    actual INTEGER,
    progress INTEGER NOT NULL,
    reason TEXT NOT NULL,
    status TEXT NOT NULL,
    rag_override TEXT NOT NULL,
    rag_reason TEXT NOT NULL,
    delivered_on DATE,
    accepted_on DATE,
    last_movement_on DATE
);
CREATE INDEX deliverable_clause_id ON deliverable (clause_id);
CREATE INDEX deliverable_responsible_id ON deliverable (responsible_id);
CREATE INDEX deliverable_due_agreed ON deliverable (due_agreed);
CREATE INDEX deliverable_status ON deliverable (status);

CREATE TABLE progress (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    deliverable_id INTEGER NOT NULL REFERENCES deliverable(id),
    on_day DATE NOT NULL,
    percent INTEGER NOT NULL,
    actual INTEGER,
    note TEXT NOT NULL
);
CREATE INDEX progress_deliverable_id ON progress (deliverable_id);

CREATE TABLE amendment (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    agreement_id INTEGER NOT NULL REFERENCES agreement(id),
    version INTEGER NOT NULL,
    on_day DATE NOT NULL,
    words TEXT NOT NULL,
    attachment_id INTEGER REFERENCES attachment(id)
);
CREATE INDEX amendment_agreement_id ON amendment (agreement_id);
CREATE INDEX amendment_attachment_id ON amendment (attachment_id);

CREATE TABLE agreement_review (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    agreement_id INTEGER NOT NULL REFERENCES agreement(id),
    due_on DATE,
    held_on DATE NOT NULL,
    words TEXT NOT NULL,
    engagement_id INTEGER REFERENCES engagement(id)
);
CREATE INDEX agreement_review_agreement_id ON agreement_review (agreement_id);
CREATE INDEX agreement_review_engagement_id ON agreement_review (engagement_id);

ALTER TABLE commitment ADD COLUMN clause_id INTEGER REFERENCES clause(id);
ALTER TABLE commitment ADD COLUMN deliverable_id INTEGER REFERENCES deliverable(id);
CREATE INDEX commitment_clause_id ON commitment (clause_id);
CREATE INDEX commitment_deliverable_id ON commitment (deliverable_id);

-- The words of messages, e-mails and letters, with fields in braces; the user changes them.
CREATE TABLE letter_template (
    id INTEGER PRIMARY KEY REFERENCES record(id),
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    language TEXT NOT NULL,
    subject TEXT NOT NULL,
    words TEXT NOT NULL
);
CREATE INDEX letter_template_kind ON letter_template (kind);

-- Somebody left and nobody is known yet to follow: the post, or the door they stood at, is asked for on Today.
ALTER TABLE role ADD COLUMN awaits_successor INTEGER NOT NULL DEFAULT 0;
ALTER TABLE gatekeeper ADD COLUMN awaits_successor INTEGER NOT NULL DEFAULT 0;
CREATE INDEX role_awaits_successor ON role (awaits_successor) WHERE awaits_successor;
CREATE INDEX gatekeeper_awaits_successor ON gatekeeper (awaits_successor) WHERE awaits_successor;
