-- Schema 1. Frozen: a later change is a new migration.

CREATE TABLE "record" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    noun TEXT NOT NULL,
    uuid TEXT NOT NULL,
    confidentiality INTEGER NOT NULL,
    next_look DATE,
    source TEXT NOT NULL
);
CREATE UNIQUE INDEX record_uuid ON record (uuid);
CREATE INDEX record_next_look ON record (next_look);

CREATE TABLE "place" (
    id INTEGER PRIMARY KEY REFERENCES record(id),
    name TEXT NOT NULL,
    fold TEXT NOT NULL,
    kind TEXT NOT NULL,
    code TEXT NOT NULL,
    parent_id INTEGER REFERENCES place(id),
    demarcation TEXT NOT NULL
);
CREATE INDEX place_fold ON place (fold);
CREATE INDEX place_kind ON place (kind);
CREATE INDEX place_code ON place (code);
CREATE INDEX place_parent_id ON place (parent_id);

CREATE TABLE "person" (
    id INTEGER PRIMARY KEY REFERENCES record(id),
    name TEXT NOT NULL,
    title TEXT NOT NULL,
    given TEXT NOT NULL,
    family TEXT NOT NULL,
    known_as TEXT NOT NULL,
    sort_name TEXT NOT NULL,
    fold TEXT NOT NULL,
    languages TEXT NOT NULL,
    access_needs TEXT NOT NULL,
    summary TEXT NOT NULL,
    ground TEXT NOT NULL,
    special_ground TEXT NOT NULL,
    ground_source TEXT NOT NULL,
    ground_on DATE,
    verified_on DATE,
    next_check_on DATE,
    do_not_contact TEXT NOT NULL,
    do_not_contact_reason TEXT NOT NULL
);
CREATE INDEX person_sort_name ON person (sort_name);
CREATE INDEX person_fold ON person (fold);

CREATE TABLE "organisation" (
    id INTEGER PRIMARY KEY REFERENCES record(id),
    name TEXT NOT NULL,
    short_name TEXT NOT NULL,
    fold TEXT NOT NULL,
    kind TEXT NOT NULL,
    parent_id INTEGER REFERENCES organisation(id),
    place_id INTEGER REFERENCES place(id),
    side TEXT NOT NULL,
    sphere TEXT NOT NULL,
    committee_kind TEXT NOT NULL,
    member_title TEXT NOT NULL,
    number TEXT NOT NULL,
    summary TEXT NOT NULL,
    is_suggested INTEGER NOT NULL,
    is_closed INTEGER NOT NULL
);
CREATE INDEX organisation_name ON organisation (name);
CREATE INDEX organisation_fold ON organisation (fold);
CREATE INDEX organisation_parent_id ON organisation (parent_id);
CREATE INDEX organisation_place_id ON organisation (place_id);
CREATE INDEX organisation_side ON organisation (side);

CREATE TABLE "other_name" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    record_id INTEGER NOT NULL REFERENCES record(id),
    name TEXT NOT NULL,
    fold TEXT NOT NULL,
    note TEXT NOT NULL
);
CREATE INDEX other_name_record_id ON other_name (record_id);
CREATE INDEX other_name_fold ON other_name (fold);

CREATE TABLE "identifier" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    record_id INTEGER NOT NULL REFERENCES record(id),
    scheme TEXT NOT NULL,
    value TEXT NOT NULL
);
CREATE INDEX identifier_record_id ON identifier (record_id);
CREATE INDEX identifier_value ON identifier (value);

CREATE TABLE "contact_point" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    record_id INTEGER NOT NULL REFERENCES record(id),
    kind TEXT NOT NULL,
    value TEXT NOT NULL,
    normal TEXT NOT NULL,
    label TEXT NOT NULL,
    is_preferred INTEGER NOT NULL,
    is_private INTEGER NOT NULL,
    is_shared INTEGER NOT NULL,
    source TEXT NOT NULL,
    checked_on DATE
);
CREATE INDEX contact_point_record_id ON contact_point (record_id);
CREATE INDEX contact_point_normal ON contact_point (normal);

CREATE TABLE "gatekeeper" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    record_id INTEGER NOT NULL REFERENCES record(id),
    via_id INTEGER NOT NULL REFERENCES person(id),
    note TEXT NOT NULL,
    started_on DATE,
    ended_on DATE
);
CREATE INDEX gatekeeper_record_id ON gatekeeper (record_id);
CREATE INDEX gatekeeper_via_id ON gatekeeper (via_id);

CREATE TABLE "post" (
    id INTEGER PRIMARY KEY REFERENCES record(id),
    organisation_id INTEGER NOT NULL REFERENCES organisation(id),
    title TEXT NOT NULL,
    fold TEXT NOT NULL,
    place_id INTEGER REFERENCES place(id),
    seat_kind TEXT NOT NULL,
    is_single INTEGER NOT NULL
);
CREATE INDEX post_organisation_id ON post (organisation_id);
CREATE INDEX post_title ON post (title);
CREATE INDEX post_fold ON post (fold);
CREATE INDEX post_place_id ON post (place_id);

CREATE TABLE "term" (
    id INTEGER PRIMARY KEY REFERENCES record(id),
    organisation_id INTEGER NOT NULL REFERENCES organisation(id),
    name TEXT NOT NULL,
    start_text TEXT NOT NULL,
    start_from DATE,
    start_to DATE,
    end_text TEXT NOT NULL,
    end_from DATE,
    end_to DATE,
    demarcation TEXT NOT NULL
);
CREATE INDEX term_organisation_id ON term (organisation_id);

CREATE TABLE "role" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    person_id INTEGER NOT NULL REFERENCES person(id),
    post_id INTEGER NOT NULL REFERENCES post(id),
    party_id INTEGER REFERENCES organisation(id),
    place_id INTEGER REFERENCES place(id),
    term_id INTEGER REFERENCES term(id),
    start_text TEXT NOT NULL,
    start_from DATE,
    start_to DATE,
    end_text TEXT NOT NULL,
    end_from DATE,
    end_to DATE,
    end_reason TEXT NOT NULL,
    source TEXT NOT NULL
);
CREATE INDEX role_person_id ON role (person_id);
CREATE INDEX role_post_id ON role (post_id);
CREATE INDEX role_party_id ON role (party_id);
CREATE INDEX role_place_id ON role (place_id);
CREATE INDEX role_term_id ON role (term_id);
CREATE INDEX role_end_from ON role (end_from);

CREATE TABLE "user" (
    id INTEGER PRIMARY KEY REFERENCES record(id),
    name TEXT NOT NULL,
    person_id INTEGER REFERENCES person(id),
    has_left INTEGER NOT NULL
);
CREATE INDEX user_person_id ON user (person_id);

CREATE TABLE "setting" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    record_id INTEGER NOT NULL REFERENCES record(id),
    key TEXT NOT NULL,
    value TEXT NOT NULL
);
CREATE INDEX setting_record_id ON setting (record_id);
CREATE UNIQUE INDEX setting_key ON setting (key);

CREATE TABLE "holiday" (
    id INTEGER PRIMARY KEY REFERENCES record(id),
    on_day DATE NOT NULL,
    name TEXT NOT NULL
);
CREATE INDEX holiday_on_day ON holiday (on_day);

CREATE TABLE "topic" (
    id INTEGER PRIMARY KEY REFERENCES record(id),
    name TEXT NOT NULL,
    fold TEXT NOT NULL,
    parent_id INTEGER REFERENCES topic(id),
    keywords TEXT NOT NULL
);
CREATE INDEX topic_name ON topic (name);
CREATE INDEX topic_fold ON topic (fold);
CREATE INDEX topic_parent_id ON topic (parent_id);

CREATE TABLE "topic_link" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    record_id INTEGER NOT NULL REFERENCES record(id),
    topic_id INTEGER NOT NULL REFERENCES topic(id)
);
CREATE INDEX topic_link_record_id ON topic_link (record_id);
CREATE INDEX topic_link_topic_id ON topic_link (topic_id);

CREATE TABLE "tag" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    record_id INTEGER NOT NULL REFERENCES record(id),
    word TEXT NOT NULL
);
CREATE INDEX tag_record_id ON tag (record_id);
CREATE INDEX tag_word ON tag (word);

CREATE TABLE "engagement" (
    id INTEGER PRIMARY KEY REFERENCES record(id),
    title TEXT NOT NULL,
    kind TEXT NOT NULL,
    status TEXT NOT NULL,
    on_day DATE,
    start_time TEXT NOT NULL,
    end_time TEXT NOT NULL,
    organisation_id INTEGER REFERENCES organisation(id),
    place_id INTEGER REFERENCES place(id),
    venue TEXT NOT NULL,
    meeting_point TEXT NOT NULL,
    mode TEXT NOT NULL,
    purpose TEXT NOT NULL,
    organiser TEXT NOT NULL,
    needs TEXT NOT NULL,
    minutes TEXT NOT NULL,
    is_locked INTEGER NOT NULL,
    closed_out_on DATE,
    next_contact_on DATE,
    women INTEGER,
    men INTEGER,
    other INTEGER,
    youth INTEGER,
    disability INTEGER,
    total INTEGER
);
CREATE INDEX engagement_status ON engagement (status);
CREATE INDEX engagement_on_day ON engagement (on_day);
CREATE INDEX engagement_organisation_id ON engagement (organisation_id);
CREATE INDEX engagement_place_id ON engagement (place_id);

CREATE TABLE "attendance" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    engagement_id INTEGER NOT NULL REFERENCES engagement(id),
    person_id INTEGER REFERENCES person(id),
    name TEXT NOT NULL,
    organisation_id INTEGER REFERENCES organisation(id),
    side TEXT NOT NULL,
    code TEXT NOT NULL,
    part TEXT NOT NULL,
    alternate_for_id INTEGER REFERENCES person(id),
    position INTEGER NOT NULL
);
CREATE INDEX attendance_engagement_id ON attendance (engagement_id);
CREATE INDEX attendance_person_id ON attendance (person_id);
CREATE INDEX attendance_organisation_id ON attendance (organisation_id);
CREATE INDEX attendance_alternate_for_id ON attendance (alternate_for_id);

CREATE TABLE "agenda_item" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    engagement_id INTEGER NOT NULL REFERENCES engagement(id),
    position INTEGER NOT NULL,
    title TEXT NOT NULL,
    minutes INTEGER,
    presenter TEXT NOT NULL
);
CREATE INDEX agenda_item_engagement_id ON agenda_item (engagement_id);

CREATE TABLE "point" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    engagement_id INTEGER NOT NULL REFERENCES engagement(id),
    position INTEGER NOT NULL,
    text TEXT NOT NULL,
    raised_by TEXT NOT NULL,
    status TEXT NOT NULL,
    impression TEXT NOT NULL
);
CREATE INDEX point_engagement_id ON point (engagement_id);

CREATE TABLE "ask" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    engagement_id INTEGER NOT NULL REFERENCES engagement(id),
    position INTEGER NOT NULL,
    text TEXT NOT NULL,
    kind TEXT NOT NULL,
    response TEXT NOT NULL,
    answer TEXT NOT NULL
);
CREATE INDEX ask_engagement_id ON ask (engagement_id);

CREATE TABLE "attachment" (
    id INTEGER PRIMARY KEY REFERENCES record(id),
    about_id INTEGER NOT NULL REFERENCES record(id),
    file_name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    caption TEXT NOT NULL,
    added_by_id INTEGER REFERENCES user(id)
);
CREATE INDEX attachment_about_id ON attachment (about_id);
CREATE INDEX attachment_sha256 ON attachment (sha256);
CREATE INDEX attachment_added_by_id ON attachment (added_by_id);

CREATE TABLE "commitment" (
    id INTEGER PRIMARY KEY REFERENCES record(id),
    reference TEXT NOT NULL,
    words TEXT NOT NULL,
    language TEXT NOT NULL,
    translation TEXT NOT NULL,
    kind TEXT NOT NULL,
    engagement_id INTEGER REFERENCES engagement(id),
    said_where TEXT NOT NULL,
    made_on DATE NOT NULL,
    maker_id INTEGER REFERENCES person(id),
    maker_office TEXT NOT NULL,
    bound_id INTEGER REFERENCES record(id),
    bound_name TEXT NOT NULL,
    owed_to_id INTEGER REFERENCES record(id),
    owed_to_name TEXT NOT NULL,
    owner_id INTEGER REFERENCES user(id),
    witness_id INTEGER REFERENCES person(id),
    place_id INTEGER REFERENCES place(id),
    strength TEXT NOT NULL,
    measure TEXT NOT NULL,
    priority TEXT NOT NULL,
    due_original DATE,
    due_on DATE,
    due_agreed DATE,
    due_words TEXT NOT NULL,
    status TEXT NOT NULL,
    outcome TEXT NOT NULL,
    said_done_on DATE,
    closed_on DATE,
    is_verified INTEGER NOT NULL,
    on_change TEXT NOT NULL,
    last_movement_on DATE
);
CREATE UNIQUE INDEX commitment_reference ON commitment (reference);
CREATE INDEX commitment_engagement_id ON commitment (engagement_id);
CREATE INDEX commitment_made_on ON commitment (made_on);
CREATE INDEX commitment_maker_id ON commitment (maker_id);
CREATE INDEX commitment_bound_id ON commitment (bound_id);
CREATE INDEX commitment_owed_to_id ON commitment (owed_to_id);
CREATE INDEX commitment_owner_id ON commitment (owner_id);
CREATE INDEX commitment_witness_id ON commitment (witness_id);
CREATE INDEX commitment_place_id ON commitment (place_id);
CREATE INDEX commitment_due_on ON commitment (due_on);
CREATE INDEX commitment_due_agreed ON commitment (due_agreed);
CREATE INDEX commitment_status ON commitment (status);

CREATE TABLE "date_move" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    commitment_id INTEGER NOT NULL REFERENCES commitment(id),
    old_due DATE,
    new_due DATE NOT NULL,
    said_on DATE NOT NULL,
    said_by TEXT NOT NULL,
    how TEXT NOT NULL,
    reason TEXT NOT NULL,
    is_agreed INTEGER NOT NULL
);
CREATE INDEX date_move_commitment_id ON date_move (commitment_id);

CREATE TABLE "status_change" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    record_id INTEGER NOT NULL REFERENCES record(id),
    from_status TEXT NOT NULL,
    to_status TEXT NOT NULL,
    outcome TEXT NOT NULL,
    on_day DATE NOT NULL,
    note TEXT NOT NULL
);
CREATE INDEX status_change_record_id ON status_change (record_id);

CREATE TABLE "follow_up" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    commitment_id INTEGER NOT NULL REFERENCES commitment(id),
    on_day DATE NOT NULL,
    channel TEXT NOT NULL,
    to_whom TEXT NOT NULL,
    words TEXT NOT NULL,
    answer TEXT NOT NULL
);
CREATE INDEX follow_up_commitment_id ON follow_up (commitment_id);

CREATE TABLE "evidence" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    record_id INTEGER NOT NULL REFERENCES record(id),
    kind TEXT NOT NULL,
    words TEXT NOT NULL,
    attachment_id INTEGER REFERENCES attachment(id),
    seen_on DATE,
    seen_by TEXT NOT NULL
);
CREATE INDEX evidence_record_id ON evidence (record_id);
CREATE INDEX evidence_attachment_id ON evidence (attachment_id);

CREATE TABLE "note" (
    id INTEGER PRIMARY KEY REFERENCES record(id),
    about_id INTEGER NOT NULL REFERENCES record(id),
    text TEXT NOT NULL,
    on_day DATE NOT NULL,
    author_id INTEGER REFERENCES user(id)
);
CREATE INDEX note_about_id ON note (about_id);
CREATE INDEX note_author_id ON note (author_id);

CREATE TABLE "imported_file" (
    id INTEGER PRIMARY KEY REFERENCES record(id),
    file_name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    layout TEXT NOT NULL,
    term_id INTEGER REFERENCES term(id),
    on_day DATE NOT NULL
);
CREATE INDEX imported_file_sha256 ON imported_file (sha256);
CREATE INDEX imported_file_term_id ON imported_file (term_id);

CREATE TABLE "imported" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    record_id INTEGER NOT NULL REFERENCES record(id),
    source TEXT NOT NULL,
    key TEXT NOT NULL,
    fields TEXT NOT NULL
);
CREATE INDEX imported_record_id ON imported (record_id);
CREATE INDEX imported_key ON imported (key);

-- The journal: architecture.md and crm/store/journal.py say how it works.
CREATE TABLE operation (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    label TEXT NOT NULL,
    at TEXT NOT NULL,
    by TEXT NOT NULL,
    schema INTEGER NOT NULL,
    reverses INTEGER REFERENCES operation(id),
    is_undoable INTEGER NOT NULL DEFAULT 1,
    undone INTEGER NOT NULL DEFAULT 0,
    first_change INTEGER NOT NULL,
    last_change INTEGER
);
CREATE INDEX operation_reverses ON operation (reverses) WHERE reverses IS NOT NULL;
CREATE TABLE change (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    operation_id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    tbl TEXT NOT NULL,
    row_id INTEGER NOT NULL,
    record_id INTEGER NOT NULL,
    old TEXT
);
CREATE INDEX change_record ON change (record_id);
CREATE TABLE current_operation (id INTEGER);
INSERT INTO current_operation VALUES (NULL);

-- Numbers that are never given twice, not even after an undo.
CREATE TABLE counter (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
CREATE TRIGGER counter_guard_insert BEFORE INSERT ON counter WHEN (SELECT id FROM current_operation) IS NULL
BEGIN SELECT RAISE(ABORT, 'outside an operation'); END;
CREATE TRIGGER counter_guard_update BEFORE UPDATE ON counter WHEN (SELECT id FROM current_operation) IS NULL
BEGIN SELECT RAISE(ABORT, 'outside an operation'); END;

-- The bytes of attachments, by hash: append-only, outside the journal.
CREATE TABLE blob (sha256 TEXT PRIMARY KEY, size INTEGER NOT NULL, data BLOB NOT NULL);

CREATE VIRTUAL TABLE search USING fts5 (
    title, body, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 2', prefix='1 2 3'
);
