-- profile.db: what this computer knows besides the races. docs/format.md explains every column.
CREATE TABLE meta (
  k TEXT PRIMARY KEY,
  v TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE event (
  id         BLOB PRIMARY KEY,
  name       TEXT NOT NULL,
  rehearsal  INTEGER NOT NULL,
  created_us INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
