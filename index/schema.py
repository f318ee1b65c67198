"""The tables of ``library.sqlite3``: what each version of the program has made of them."""

from __future__ import annotations

APPLICATION_ID = 0x52415354  # "RAST": tells our file from another program's
VERSION = 5
OLDEST = 1  # that is brought up to date; see ``index.migration``

TABLES = """
CREATE TABLE reports (
    id TEXT PRIMARY KEY,
    title TEXT NOT NULL,
    unit TEXT,
    aliases TEXT NOT NULL,      -- JSON list
    region TEXT NOT NULL,       -- JSON list
    year INTEGER,
    date TEXT,
    genre TEXT,
    text TEXT NOT NULL,
    pages TEXT NOT NULL,        -- JSON list
    characters INTEGER NOT NULL,
    reader INTEGER NOT NULL,    -- version of the code that read it
    stored TEXT,                -- when first stored, UTC; unknown for what version 1 stored
    checksum TEXT NOT NULL DEFAULT '',  -- of the report as its rows have it
    signature BLOB NOT NULL DEFAULT x'',    -- of its wording, see index.likeness
    near_duplicate_of TEXT      -- the report that counts in its place
);
CREATE INDEX reports_unit_year ON reports (unit, year);
CREATE TABLE sections (
    report_id TEXT NOT NULL REFERENCES reports ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    heading TEXT NOT NULL,
    path TEXT NOT NULL,         -- JSON list
    role TEXT NOT NULL,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    PRIMARY KEY (report_id, ordinal)
) WITHOUT ROWID;
CREATE TABLE passages (
    id INTEGER PRIMARY KEY AUTOINCREMENT,  -- never used twice: derived files know passages by it
    report_id TEXT NOT NULL REFERENCES reports ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    section INTEGER NOT NULL,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    UNIQUE (report_id, ordinal)
);
CREATE TABLE figures (
    report_id TEXT NOT NULL REFERENCES reports ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    value TEXT NOT NULL,        -- decimals as text: they are exact
    high TEXT,
    measure TEXT NOT NULL,
    amount TEXT NOT NULL,
    amount_high TEXT,
    base TEXT NOT NULL,
    qualifier TEXT NOT NULL,
    change TEXT NOT NULL,
    indicator TEXT NOT NULL,
    subject TEXT NOT NULL,
    period TEXT NOT NULL,
    sentence_start INTEGER NOT NULL,
    sentence_stop INTEGER NOT NULL,
    PRIMARY KEY (report_id, ordinal)
) WITHOUT ROWID;
CREATE TABLE sources (
    origin TEXT PRIMARY KEY,    -- absolute path
    source TEXT NOT NULL,       -- path relative to the folder that was given
    report_id TEXT NOT NULL REFERENCES reports ON DELETE CASCADE,
    sha256 TEXT NOT NULL,
    size INTEGER NOT NULL
);
CREATE INDEX sources_report ON sources (report_id);
CREATE INDEX sources_sha256 ON sources (sha256);
CREATE TABLE vectors (
    report_id TEXT NOT NULL REFERENCES reports ON DELETE CASCADE,
    model TEXT NOT NULL,
    dimension INTEGER NOT NULL,
    data BLOB NOT NULL,         -- float32, little-endian, a row a passage in order
    checksum INTEGER NOT NULL DEFAULT 0,    -- CRC-32 of data
    PRIMARY KEY (report_id, model)
);
CREATE TABLE words (            -- that a report is found by: an index is then made anew in seconds
    report_id TEXT PRIMARY KEY REFERENCES reports ON DELETE CASCADE,
    rules TEXT NOT NULL,        -- by which they were found
    data BLOB NOT NULL,         -- zlib: a line a passage, words separated by spaces
    checksum INTEGER NOT NULL   -- CRC-32 of data
);
CREATE TABLE earlier (          -- what a corrected file said before
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    report_id TEXT NOT NULL REFERENCES reports ON DELETE CASCADE,  -- the report that counts now
    version TEXT NOT NULL,      -- id of the report that it was
    title TEXT NOT NULL,
    unit TEXT,
    year INTEGER,
    text TEXT NOT NULL,
    source TEXT NOT NULL,
    sha256 TEXT NOT NULL,       -- of the file
    stored TEXT,                -- from when, UTC
    superseded TEXT NOT NULL    -- until when, UTC
);
CREATE INDEX earlier_report ON earlier (report_id);
CREATE TABLE corrections (      -- made by hand; the report's own row has them applied
    report_id TEXT NOT NULL REFERENCES reports ON DELETE CASCADE,
    field TEXT NOT NULL,
    value TEXT NOT NULL,        -- JSON, as corrected
    found TEXT NOT NULL,        -- JSON, as reading found it
    checksum INTEGER NOT NULL,  -- CRC-32 of all four
    PRIMARY KEY (report_id, field)
) WITHOUT ROWID;
CREATE TABLE collections (name TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE collected (        -- outlives the report: see index.collections
    collection TEXT NOT NULL,
    report_id TEXT NOT NULL,
    PRIMARY KEY (collection, report_id)
) WITHOUT ROWID;
CREATE INDEX collected_report ON collected (report_id);
CREATE TABLE changes (          -- which report each revision touched, so that nobody reads it all
    revision INTEGER NOT NULL,
    report_id TEXT NOT NULL
);
CREATE INDEX changes_revision ON changes (revision);
CREATE TABLE derived (
    name TEXT PRIMARY KEY,
    place TEXT NOT NULL,        -- folder under index/
    revision INTEGER NOT NULL,  -- of the library that it shows
    count INTEGER NOT NULL,     -- passages
    files TEXT NOT NULL         -- JSON: name → SHA-256
);
-- revision: of the library; floor: changes are complete after it
CREATE TABLE state (name TEXT PRIMARY KEY, value INTEGER NOT NULL);
INSERT INTO state VALUES ('revision', 0);
INSERT INTO state VALUES ('floor', 0);
"""

# From version 1, as it was before any release; the rest is filled in by ``index.migration``.
FROM_1 = """
ALTER TABLE reports ADD COLUMN stored TEXT;
ALTER TABLE reports ADD COLUMN checksum TEXT NOT NULL DEFAULT '';
ALTER TABLE reports ADD COLUMN signature BLOB NOT NULL DEFAULT x'';
ALTER TABLE reports ADD COLUMN near_duplicate_of TEXT;
CREATE INDEX reports_unit_year ON reports (unit, year);
ALTER TABLE vectors ADD COLUMN checksum INTEGER NOT NULL DEFAULT 0;
CREATE TABLE earlier (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    report_id TEXT NOT NULL REFERENCES reports ON DELETE CASCADE,
    version TEXT NOT NULL,
    title TEXT NOT NULL,
    unit TEXT,
    year INTEGER,
    text TEXT NOT NULL,
    source TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    stored TEXT,
    superseded TEXT NOT NULL
);
CREATE INDEX earlier_report ON earlier (report_id);
CREATE TABLE changes (revision INTEGER NOT NULL, report_id TEXT NOT NULL);
CREATE INDEX changes_revision ON changes (revision);
DELETE FROM derived;
INSERT INTO state SELECT 'floor', value FROM state WHERE name = 'revision';
"""

# From version 2: the words are filled in when an index is next made.
FROM_2 = """
CREATE TABLE words (
    report_id TEXT PRIMARY KEY REFERENCES reports ON DELETE CASCADE,
    rules TEXT NOT NULL,
    data BLOB NOT NULL,
    checksum INTEGER NOT NULL
);
"""

FROM_3 = """
CREATE TABLE corrections (
    report_id TEXT NOT NULL REFERENCES reports ON DELETE CASCADE,
    field TEXT NOT NULL,
    value TEXT NOT NULL,
    found TEXT NOT NULL,
    checksum INTEGER NOT NULL,
    PRIMARY KEY (report_id, field)
) WITHOUT ROWID;
"""


FROM_4 = """
CREATE TABLE collections (name TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE collected (
    collection TEXT NOT NULL,
    report_id TEXT NOT NULL,
    PRIMARY KEY (collection, report_id)
) WITHOUT ROWID;
CREATE INDEX collected_report ON collected (report_id);
"""


def statements(script: str) -> list[str]:
    """A script's statements one by one: ``executescript`` would end the transaction."""
    return [one for one in script.split(";\n") if one.strip()]
