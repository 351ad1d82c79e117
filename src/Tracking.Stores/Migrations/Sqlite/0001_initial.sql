-- The whole schema. lifecycle: 0 active, 1 deleted. Times are ms since the epoch.
-- experiment_id is copied into what searches walk, so that one index serves a filter with its order.

CREATE TABLE experiment(
  experiment_id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE,
  artifact_location TEXT NOT NULL,
  lifecycle INTEGER NOT NULL DEFAULT 0,
  created_ms INTEGER NOT NULL,
  updated_ms INTEGER NOT NULL);

-- Names of metrics, params and tags of all entities: one name space.
CREATE TABLE key_name(key_id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);

CREATE TABLE experiment_tag(
  experiment_id INTEGER NOT NULL REFERENCES experiment ON DELETE CASCADE,
  key_id INTEGER NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY(experiment_id, key_id)) WITHOUT ROWID;
CREATE INDEX experiment_tag_value ON experiment_tag(key_id, substr(value, 1, 64));

CREATE TABLE run(
  run_key INTEGER PRIMARY KEY,
  run_id TEXT NOT NULL UNIQUE,
  experiment_id INTEGER NOT NULL REFERENCES experiment,
  lifecycle INTEGER NOT NULL DEFAULT 0,
  status INTEGER NOT NULL,
  start_ms INTEGER NOT NULL,
  end_ms INTEGER,
  name TEXT,
  user_id TEXT,
  artifact_uri TEXT,
  deleted_ms INTEGER);
CREATE INDEX run_list ON run(experiment_id, lifecycle, start_ms DESC, run_id);

-- value NULL means NaN: the row's presence says that the key was logged.
CREATE TABLE metric_latest(
  run_key INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
  key_id INTEGER NOT NULL,
  experiment_id INTEGER NOT NULL,
  start_ms INTEGER NOT NULL,
  value REAL,
  step INTEGER NOT NULL,
  time_ms INTEGER NOT NULL,
  series_id INTEGER NOT NULL,
  PRIMARY KEY(run_key, key_id)) WITHOUT ROWID;
CREATE INDEX metric_order ON metric_latest(experiment_id, key_id, value, start_ms);

-- A rowid table on purpose: its tail is a blob, and WITHOUT ROWID tables spill those.
CREATE TABLE metric_series(
  series_id INTEGER PRIMARY KEY,
  sealed_step INTEGER,
  sealed_ms INTEGER,
  sealed_order INTEGER,
  open_block INTEGER,
  open_count INTEGER NOT NULL DEFAULT 0,
  point_count INTEGER NOT NULL DEFAULT 0,
  tail BLOB);

-- Extremes are NULL in a block of NaN only.
CREATE TABLE metric_block(
  series_id INTEGER NOT NULL,
  first_step INTEGER NOT NULL,
  first_ms INTEGER NOT NULL,
  first_order INTEGER NOT NULL,
  last_step INTEGER NOT NULL,
  points INTEGER NOT NULL,
  nans INTEGER NOT NULL,
  min_ms INTEGER NOT NULL,
  max_ms INTEGER NOT NULL,
  min_value REAL,
  min_step INTEGER,
  min_value_ms INTEGER,
  max_value REAL,
  max_step INTEGER,
  max_value_ms INTEGER,
  block_id INTEGER NOT NULL,
  PRIMARY KEY(series_id, first_step, first_ms, first_order)) WITHOUT ROWID;
CREATE TABLE metric_block_data(block_id INTEGER PRIMARY KEY, data BLOB NOT NULL);

CREATE TABLE param(
  run_key INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
  key_id INTEGER NOT NULL,
  experiment_id INTEGER NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY(run_key, key_id)) WITHOUT ROWID;
CREATE INDEX param_value ON param(experiment_id, key_id, substr(value, 1, 64));

CREATE TABLE tag(
  run_key INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
  key_id INTEGER NOT NULL,
  experiment_id INTEGER NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY(run_key, key_id)) WITHOUT ROWID;
CREATE INDEX tag_value ON tag(experiment_id, key_id, substr(value, 1, 64));

CREATE TABLE dataset(
  dataset_id INTEGER PRIMARY KEY,
  experiment_id INTEGER NOT NULL REFERENCES experiment,
  name TEXT NOT NULL,
  digest TEXT NOT NULL,
  source_type TEXT NOT NULL,
  source TEXT NOT NULL,
  schema TEXT,
  profile TEXT,
  UNIQUE(experiment_id, name, digest));

CREATE TABLE run_input(
  input_id INTEGER PRIMARY KEY,
  run_key INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
  dataset_id INTEGER NOT NULL REFERENCES dataset,
  UNIQUE(run_key, dataset_id));
CREATE INDEX run_input_dataset ON run_input(dataset_id);
CREATE TABLE run_input_tag(
  input_id INTEGER NOT NULL REFERENCES run_input ON DELETE CASCADE,
  key_id INTEGER NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY(input_id, key_id)) WITHOUT ROWID;

-- Models are named by id, not by key: a run may use a model before, or without, this server knowing it.
CREATE TABLE run_model_input(
  run_key INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
  model_id TEXT NOT NULL,
  PRIMARY KEY(run_key, model_id)) WITHOUT ROWID;
CREATE TABLE run_output(
  run_key INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
  model_id TEXT NOT NULL,
  step INTEGER NOT NULL,
  PRIMARY KEY(run_key, model_id)) WITHOUT ROWID;

CREATE TABLE logged_model(
  model_key INTEGER PRIMARY KEY,
  model_id TEXT NOT NULL UNIQUE,
  experiment_id INTEGER NOT NULL REFERENCES experiment,
  lifecycle INTEGER NOT NULL DEFAULT 0,
  name TEXT NOT NULL,
  model_type TEXT,
  source_run_id TEXT,
  status INTEGER NOT NULL,
  status_message TEXT,
  artifact_uri TEXT NOT NULL,
  created_ms INTEGER NOT NULL,
  updated_ms INTEGER NOT NULL,
  deleted_ms INTEGER);
CREATE INDEX logged_model_list ON logged_model(experiment_id, lifecycle, created_ms DESC, model_id);
CREATE INDEX logged_model_run ON logged_model(source_run_id);

CREATE TABLE logged_model_param(
  model_key INTEGER NOT NULL REFERENCES logged_model ON DELETE CASCADE,
  key_id INTEGER NOT NULL,
  experiment_id INTEGER NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY(model_key, key_id)) WITHOUT ROWID;
CREATE INDEX logged_model_param_value ON logged_model_param(experiment_id, key_id, substr(value, 1, 64));

CREATE TABLE logged_model_tag(
  model_key INTEGER NOT NULL REFERENCES logged_model ON DELETE CASCADE,
  key_id INTEGER NOT NULL,
  experiment_id INTEGER NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY(model_key, key_id)) WITHOUT ROWID;
CREATE INDEX logged_model_tag_value ON logged_model_tag(experiment_id, key_id, substr(value, 1, 64));

-- The latest point of each metric, dataset and run. No dataset = ''. value NULL means NaN.
CREATE TABLE logged_model_metric(
  model_key INTEGER NOT NULL REFERENCES logged_model ON DELETE CASCADE,
  key_id INTEGER NOT NULL,
  dataset_name TEXT NOT NULL,
  dataset_digest TEXT NOT NULL,
  run_key INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
  experiment_id INTEGER NOT NULL,
  value REAL,
  step INTEGER NOT NULL,
  time_ms INTEGER NOT NULL,
  PRIMARY KEY(model_key, key_id, dataset_name, dataset_digest, run_key)) WITHOUT ROWID;
CREATE INDEX logged_model_metric_order ON logged_model_metric(experiment_id, key_id, value);
CREATE INDEX logged_model_metric_run ON logged_model_metric(run_key);

-- next_version only grows, so that the number of a deleted version is never used again.
CREATE TABLE registered_model(
  registered_key INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  description TEXT,
  next_version INTEGER NOT NULL DEFAULT 1,
  created_ms INTEGER NOT NULL,
  updated_ms INTEGER NOT NULL);
CREATE INDEX registered_model_updated ON registered_model(updated_ms);

CREATE TABLE registered_model_tag(
  registered_key INTEGER NOT NULL REFERENCES registered_model ON DELETE CASCADE,
  key_id INTEGER NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY(registered_key, key_id)) WITHOUT ROWID;
CREATE INDEX registered_model_tag_value ON registered_model_tag(key_id, substr(value, 1, 64));

-- No reference to model_version: an alias outlives the version it points to, and then resolves to nothing.
CREATE TABLE registered_model_alias(
  registered_key INTEGER NOT NULL REFERENCES registered_model ON DELETE CASCADE,
  alias TEXT NOT NULL,
  version INTEGER NOT NULL,
  PRIMARY KEY(registered_key, alias)) WITHOUT ROWID;

CREATE TABLE model_version(
  version_key INTEGER PRIMARY KEY,
  registered_key INTEGER NOT NULL REFERENCES registered_model ON DELETE CASCADE,
  version INTEGER NOT NULL,
  lifecycle INTEGER NOT NULL DEFAULT 0,
  stage INTEGER NOT NULL DEFAULT 0,
  description TEXT,
  source TEXT NOT NULL,
  storage_location TEXT,
  run_id TEXT,
  run_link TEXT,
  model_id TEXT,
  user_id TEXT,
  created_ms INTEGER NOT NULL,
  updated_ms INTEGER NOT NULL,
  UNIQUE(registered_key, version));
CREATE INDEX model_version_run ON model_version(run_id);
CREATE INDEX model_version_model ON model_version(model_id);
CREATE INDEX model_version_updated ON model_version(lifecycle, updated_ms);

CREATE TABLE model_version_tag(
  version_key INTEGER NOT NULL REFERENCES model_version ON DELETE CASCADE,
  key_id INTEGER NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY(version_key, key_id)) WITHOUT ROWID;
CREATE INDEX model_version_tag_value ON model_version_tag(key_id, substr(value, 1, 64));
