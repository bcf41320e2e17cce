-- capture.db: every byte that came in, before anybody says what it means. docs/format.md explains every column.
CREATE TABLE session (
  no            INTEGER PRIMARY KEY,
  uuid          BLOB NOT NULL,
  protocol      TEXT NOT NULL,
  peer          TEXT NOT NULL,
  from_file     INTEGER NOT NULL,
  opened_us     INTEGER NOT NULL,
  closed_us     INTEGER,
  close_reason  TEXT NOT NULL,
  event         BLOB,
  connection_id TEXT NOT NULL
) STRICT;

CREATE TABLE chunk (
  session     INTEGER NOT NULL,
  offset      INTEGER NOT NULL,
  received_us INTEGER NOT NULL,
  bytes       BLOB NOT NULL,
  digest      BLOB NOT NULL,
  PRIMARY KEY (session, offset)
) STRICT;
