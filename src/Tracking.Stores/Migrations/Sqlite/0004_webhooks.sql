-- Webhooks and the events that wait for them. Numbers are those of the domain; times are ms since the epoch.

-- One dispatcher at a time sends to a webhook: the one whose lease has not ended. waiting counts its waiting
-- deliveries, so that a writer need not, and makes writers to one webhook take turns.
CREATE TABLE webhook(
  webhook_key INTEGER PRIMARY KEY,
  webhook_id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  description TEXT,
  url TEXT NOT NULL,
  status INTEGER NOT NULL,
  secret TEXT,
  waiting INTEGER NOT NULL DEFAULT 0,
  dropped INTEGER NOT NULL DEFAULT 0,
  lease TEXT,
  lease_end_ms INTEGER NOT NULL DEFAULT 0,
  created_ms INTEGER NOT NULL,
  updated_ms INTEGER NOT NULL);
CREATE INDEX webhook_list ON webhook(created_ms DESC, webhook_key DESC);

CREATE TABLE webhook_event(
  entity INTEGER NOT NULL,
  action INTEGER NOT NULL,
  webhook_key INTEGER NOT NULL REFERENCES webhook ON DELETE CASCADE,
  PRIMARY KEY(entity, action, webhook_key)) WITHOUT ROWID;
CREATE INDEX webhook_event_owner ON webhook_event(webhook_key);

-- state: 1 waiting, 2 dead. What was delivered is deleted. The keys of a webhook rise in the order of its events.
CREATE TABLE webhook_delivery(
  delivery_key INTEGER PRIMARY KEY,
  delivery_id TEXT NOT NULL UNIQUE,
  webhook_key INTEGER NOT NULL REFERENCES webhook ON DELETE CASCADE,
  entity INTEGER NOT NULL,
  action INTEGER NOT NULL,
  state INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  next_ms INTEGER NOT NULL,
  payload TEXT NOT NULL,
  response_status INTEGER,
  error TEXT,
  created_ms INTEGER NOT NULL);
CREATE INDEX webhook_delivery_queue ON webhook_delivery(webhook_key, state, delivery_key);
