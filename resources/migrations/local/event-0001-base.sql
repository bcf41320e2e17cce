-- One event: its op log, its reads and the sessions it claimed. docs/format.md explains every column.
CREATE TABLE meta (
  k TEXT PRIMARY KEY,
  v TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE op (
  seq    INTEGER PRIMARY KEY,
  id     BLOB NOT NULL UNIQUE,
  hlc    INTEGER NOT NULL,
  writer BLOB NOT NULL,
  body   TEXT NOT NULL
) STRICT;

-- Beside the log, so that erasing a person is deleting rows here.
CREATE TABLE personal (
  ref  BLOB PRIMARY KEY,
  body TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE session (
  no            INTEGER PRIMARY KEY,
  uuid          BLOB NOT NULL,
  protocol      TEXT NOT NULL,
  peer          TEXT NOT NULL,
  from_file     INTEGER NOT NULL,
  opened_us     INTEGER NOT NULL,
  closed_us     INTEGER,
  close_reason  TEXT NOT NULL,
  connection_id TEXT NOT NULL,
  bytes         INTEGER NOT NULL,
  decoded_to    INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE name (
  no   INTEGER PRIMARY KEY,
  text TEXT NOT NULL UNIQUE
) STRICT;

-- seq is the order in which reads were recorded; ties in that order are results.
CREATE TABLE read (
  seq         INTEGER PRIMARY KEY,
  session     INTEGER NOT NULL,
  offset      INTEGER NOT NULL,
  length      INTEGER NOT NULL,
  received_us INTEGER NOT NULL,
  kind        INTEGER NOT NULL,
  chip        TEXT NOT NULL,
  location    INTEGER NOT NULL,
  reader      INTEGER NOT NULL,
  antenna     INTEGER NOT NULL,
  pass_count  INTEGER NOT NULL,
  sequence    INTEGER NOT NULL,
  basis       INTEGER NOT NULL,
  time_us     INTEGER NOT NULL,
  day_roll    INTEGER NOT NULL,
  content     BLOB NOT NULL
) STRICT;

CREATE TABLE malformed (
  session INTEGER NOT NULL,
  offset  INTEGER NOT NULL,
  length  INTEGER NOT NULL,
  reason  TEXT NOT NULL,
  PRIMARY KEY (session, offset)
) STRICT, WITHOUT ROWID;

CREATE TABLE location (
  session   INTEGER NOT NULL,
  location  TEXT NOT NULL,
  reader    TEXT NOT NULL,
  announced INTEGER NOT NULL,
  PRIMARY KEY (session, location, reader)
) STRICT, WITHOUT ROWID;
