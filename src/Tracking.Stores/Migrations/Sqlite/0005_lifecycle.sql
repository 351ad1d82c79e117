-- What creates answered to a client that named them; written with what they created.
CREATE TABLE create_answer(
  answer_id INTEGER PRIMARY KEY,
  idempotency_key TEXT NOT NULL UNIQUE,
  fingerprint TEXT NOT NULL,
  created_ms INTEGER NOT NULL,
  answer BLOB NOT NULL);
CREATE INDEX create_answer_age ON create_answer(created_ms);

-- Runs that send heartbeats and have not ended. beats changes with every sign of life that is written down;
-- lost_ms is set while the run is marked as lost.
CREATE TABLE run_heartbeat(
  run_key INTEGER PRIMARY KEY REFERENCES run ON DELETE CASCADE,
  interval_ms INTEGER NOT NULL,
  beats INTEGER NOT NULL,
  seen_ms INTEGER NOT NULL,
  lost_ms INTEGER);

-- What lies outside the rows of what was removed for good, and has still to go: a killed collection is finished by
-- the next one.
CREATE TABLE purge_artifact(
  purge_id INTEGER PRIMARY KEY,
  artifact_uri TEXT NOT NULL,
  queued_ms INTEGER NOT NULL);
CREATE TABLE purge_series(series_id INTEGER PRIMARY KEY);

-- The trash, oldest first.
CREATE INDEX run_trash ON run(deleted_ms, run_key) WHERE lifecycle = 1;
CREATE INDEX logged_model_trash ON logged_model(deleted_ms, model_key) WHERE lifecycle = 1;
