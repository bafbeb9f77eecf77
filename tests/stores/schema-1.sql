-- The tables as the first released version made them. Never changed: files like this are out there.
CREATE TABLE states (
      call TEXT PRIMARY KEY,
      at TEXT NOT NULL,
      parent TEXT,
      state BLOB NOT NULL
  ) WITHOUT ROWID;
CREATE INDEX states_by_parent ON states (parent) WHERE parent IS NOT NULL;
CREATE TABLE ended (call TEXT PRIMARY KEY, at TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE replies (
      call TEXT NOT NULL,
      turn INTEGER NOT NULL,
      reply BLOB NOT NULL,
      PRIMARY KEY (call, turn)
  );
CREATE TABLE intents (
      call TEXT NOT NULL,
      turn INTEGER NOT NULL,
      at TEXT NOT NULL,
      what TEXT NOT NULL,
      PRIMARY KEY (call, turn)
  ) WITHOUT ROWID;
CREATE TABLE whispers (
      place INTEGER PRIMARY KEY,
      token TEXT NOT NULL UNIQUE,
      call TEXT NOT NULL,
      turn INTEGER NOT NULL,
      accepted INTEGER,
      body BLOB NOT NULL
  );
CREATE INDEX whispers_by_ring ON whispers (call, turn);
CREATE TABLE journal (
      call TEXT NOT NULL,
      seq INTEGER NOT NULL,
      at TEXT NOT NULL,
      turn INTEGER NOT NULL,
      kind TEXT NOT NULL,
      dialog TEXT NOT NULL,
      detail TEXT NOT NULL,
      count INTEGER NOT NULL,
      PRIMARY KEY (call, seq)
  ) WITHOUT ROWID;
CREATE TABLE sources (digest TEXT PRIMARY KEY, files TEXT NOT NULL) WITHOUT ROWID;
PRAGMA user_version = 1;
