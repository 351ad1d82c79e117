-- Datasets to evaluate with. tags and the parts of a record are JSON. Times are ms since the epoch.

CREATE TABLE evaluation_dataset(
  dataset_key INTEGER PRIMARY KEY,
  dataset_id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  schema_json TEXT,
  profile_json TEXT,
  digest TEXT NOT NULL,
  record_count INTEGER NOT NULL DEFAULT 0,
  created_by TEXT,
  updated_by TEXT,
  created_ms INTEGER NOT NULL,
  updated_ms INTEGER NOT NULL);
CREATE INDEX evaluation_dataset_list ON evaluation_dataset(created_ms DESC, dataset_key DESC);
CREATE INDEX evaluation_dataset_name ON evaluation_dataset(name);

CREATE TABLE evaluation_dataset_tag(
  dataset_key INTEGER NOT NULL REFERENCES evaluation_dataset ON DELETE CASCADE,
  key_id INTEGER NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY(dataset_key, key_id)) WITHOUT ROWID;

CREATE TABLE evaluation_dataset_experiment(
  dataset_key INTEGER NOT NULL REFERENCES evaluation_dataset ON DELETE CASCADE,
  experiment_id INTEGER NOT NULL REFERENCES experiment ON DELETE CASCADE,
  PRIMARY KEY(dataset_key, experiment_id)) WITHOUT ROWID;
CREATE INDEX evaluation_dataset_experiment_owner ON evaluation_dataset_experiment(experiment_id);

-- input_hash finds the record with the same inputs; record keys rise in the order in which records came.
CREATE TABLE evaluation_dataset_record(
  record_key INTEGER PRIMARY KEY,
  record_id TEXT NOT NULL UNIQUE,
  dataset_key INTEGER NOT NULL REFERENCES evaluation_dataset ON DELETE CASCADE,
  input_hash TEXT NOT NULL,
  inputs_json TEXT NOT NULL,
  outputs_json TEXT,
  expectations_json TEXT,
  tags_json TEXT,
  source_json TEXT,
  created_by TEXT,
  updated_by TEXT,
  created_ms INTEGER NOT NULL,
  updated_ms INTEGER NOT NULL,
  UNIQUE(dataset_key, input_hash));
CREATE INDEX evaluation_dataset_record_list ON evaluation_dataset_record(dataset_key, record_key);
