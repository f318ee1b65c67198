-- The tables of version 1, as the program made them before they were changed.
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
    reader INTEGER NOT NULL     -- version of the code that read it
);
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
    PRIMARY KEY (report_id, model)
);
CREATE TABLE derived (
    name TEXT PRIMARY KEY,
    place TEXT NOT NULL,        -- file or folder under index/
    revision INTEGER NOT NULL,  -- of the library that it shows
    count INTEGER NOT NULL,     -- passages
    files TEXT NOT NULL         -- JSON: name → SHA-256
);
CREATE TABLE state (name TEXT PRIMARY KEY, value INTEGER NOT NULL);
INSERT INTO state VALUES ('revision', 0);
PRAGMA application_id = 0x52415354;
PRAGMA user_version = 1;
