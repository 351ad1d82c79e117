-- Orders by name, end and status, each newest first among equals. A name may be long: its start is enough.
CREATE INDEX run_name ON run(experiment_id, lifecycle, substr(name, 1, 64), start_ms DESC, run_id);
CREATE INDEX run_end ON run(experiment_id, lifecycle, end_ms, start_ms DESC, run_id);
CREATE INDEX run_status ON run(experiment_id, lifecycle, status, start_ms DESC, run_id);
