-- Traces. experiment_id is copied into what searches walk; a trace keeps its experiment.

-- state: 0 unspecified, 1 ok, 2 error, 3 in progress. root_name is the name of the span without a parent.
CREATE TABLE trace(
  trace_key INTEGER PRIMARY KEY,
  trace_id TEXT NOT NULL UNIQUE,
  experiment_id INTEGER NOT NULL REFERENCES experiment ON DELETE CASCADE,
  timestamp_ms INTEGER NOT NULL,
  duration_ms INTEGER,
  state INTEGER NOT NULL,
  client_request_id TEXT,
  request_preview TEXT,
  response_preview TEXT,
  root_name TEXT);
CREATE INDEX trace_list ON trace(experiment_id, timestamp_ms DESC, trace_id);
CREATE INDEX trace_client_request ON trace(client_request_id);

CREATE TABLE trace_tag(
  trace_key INTEGER NOT NULL REFERENCES trace ON DELETE CASCADE,
  key_id INTEGER NOT NULL,
  experiment_id INTEGER NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY(trace_key, key_id)) WITHOUT ROWID;
CREATE INDEX trace_tag_value ON trace_tag(experiment_id, key_id, substr(value, 1, 64));

CREATE TABLE trace_metadata(
  trace_key INTEGER NOT NULL REFERENCES trace ON DELETE CASCADE,
  key_id INTEGER NOT NULL,
  experiment_id INTEGER NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY(trace_key, key_id)) WITHOUT ROWID;
CREATE INDEX trace_metadata_value ON trace_metadata(experiment_id, key_id, substr(value, 1, 64));

-- Tokens by kind, from the metadata mlflow.trace.tokenUsage.
CREATE TABLE trace_metric(
  trace_key INTEGER NOT NULL REFERENCES trace ON DELETE CASCADE,
  key_id INTEGER NOT NULL,
  value REAL NOT NULL,
  PRIMARY KEY(trace_key, key_id)) WITHOUT ROWID;

-- A row per span, so that spans may come in parts and twice. What is searched and measured has columns; the rest is one
-- JSON text, in which filters look for attributes and content. status: 0 unset, 1 ok, 2 error.
CREATE TABLE trace_span(
  span_key INTEGER PRIMARY KEY,
  trace_key INTEGER NOT NULL REFERENCES trace ON DELETE CASCADE,
  span_id INTEGER NOT NULL,
  parent_id INTEGER,
  start_ns INTEGER NOT NULL,
  end_ns INTEGER NOT NULL,
  status INTEGER NOT NULL,
  name TEXT NOT NULL,
  type TEXT,
  model TEXT,
  provider TEXT,
  input_cost REAL,
  output_cost REAL,
  total_cost REAL,
  usage TEXT,
  content TEXT NOT NULL,
  UNIQUE(trace_key, span_id));

-- Runs and prompts are named by id: a trace may tell of them before, or without, this server knowing them.
CREATE TABLE trace_run(
  trace_key INTEGER NOT NULL REFERENCES trace ON DELETE CASCADE,
  run_id TEXT NOT NULL,
  PRIMARY KEY(trace_key, run_id)) WITHOUT ROWID;
CREATE INDEX trace_run_run ON trace_run(run_id);
CREATE TABLE trace_prompt(
  trace_key INTEGER NOT NULL REFERENCES trace ON DELETE CASCADE,
  prompt TEXT NOT NULL,
  PRIMARY KEY(trace_key, prompt)) WITHOUT ROWID;
CREATE INDEX trace_prompt_prompt ON trace_prompt(prompt);

-- kind: 1 feedback, 2 expectation, 3 issue. value_text is the value as filters compare it, value_number as it is
-- averaged.
CREATE TABLE trace_assessment(
  assessment_key INTEGER PRIMARY KEY,
  assessment_id TEXT NOT NULL UNIQUE,
  trace_key INTEGER NOT NULL REFERENCES trace ON DELETE CASCADE,
  kind INTEGER NOT NULL,
  name TEXT NOT NULL,
  value_json TEXT,
  value_text TEXT,
  value_number REAL,
  serialization_format TEXT,
  source_kind INTEGER,
  source_id TEXT,
  span_id TEXT,
  created_ms INTEGER NOT NULL,
  updated_ms INTEGER NOT NULL,
  error TEXT,
  rationale TEXT,
  metadata TEXT,
  overrides TEXT,
  valid INTEGER NOT NULL);
CREATE INDEX trace_assessment_trace ON trace_assessment(trace_key);
