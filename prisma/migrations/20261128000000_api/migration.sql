-- The doors for other programs: keys, what was answered to a request that may be sent again, and every request.

-- A key acts as itself: it shares its id with its actor, which has its name. Only the hash of the secret is kept.
CREATE TABLE api_key (
  id                   uuid         NOT NULL,
  integration          text         NOT NULL,
  secret_hash          text         NOT NULL,
  -- How the secret begins, so that its owner can tell it from others.
  hint                 text         NOT NULL,
  scopes               text[]       NOT NULL,
  -- The one campaign it may write to; any where null.
  campaign_id          uuid,
  requests_per_second  integer      NOT NULL DEFAULT 100,
  created_by           uuid         NOT NULL,
  created_at           timestamptz  NOT NULL DEFAULT now(),
  expires_at           timestamptz,
  revoked_at           timestamptz,
  CONSTRAINT api_key__pk PRIMARY KEY (id),
  CONSTRAINT api_key__secret_unique UNIQUE (secret_hash),
  CONSTRAINT api_key__actor FOREIGN KEY (id) REFERENCES actor (id),
  CONSTRAINT api_key__campaign FOREIGN KEY (campaign_id) REFERENCES campaign (id),
  CONSTRAINT api_key__creator FOREIGN KEY (created_by) REFERENCES app_user (id),
  CONSTRAINT api_key__integration_known CHECK (integration IN ('hubspot', 'salesforce', 'shopify', 'stripe', 'zapier', 'own_code', 'other')),
  CONSTRAINT api_key__scopes_known CHECK (cardinality(scopes) > 0 AND scopes <@ ARRAY['attributions:write', 'orders:write', 'read']),
  CONSTRAINT api_key__rate_positive CHECK (requests_per_second BETWEEN 1 AND 10000)
);
CREATE TRIGGER api_key__kept BEFORE DELETE OR TRUNCATE ON api_key FOR EACH STATEMENT EXECUTE FUNCTION refuse_loss();
CREATE TRIGGER api_key__not_rekeyed BEFORE UPDATE OF id, secret_hash, scopes, campaign_id ON api_key
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_loss();

-- How much of its rate a key has left, and when it was last used: changes with each request, so it is a row of its own.
CREATE TABLE api_key_use (
  key_id   uuid              NOT NULL,
  left_over double precision NOT NULL,
  at       timestamptz       NOT NULL,
  CONSTRAINT api_key_use__pk PRIMARY KEY (key_id),
  CONSTRAINT api_key_use__key FOREIGN KEY (key_id) REFERENCES api_key (id)
) WITH (fillfactor = 20);

-- The first answer to a request with an Idempotency-Key, written in the transaction of its effect. Whoever sends the same
-- key at the same moment waits at the primary key for the other one's end.
CREATE TABLE api_answer (
  key_id           uuid         NOT NULL,
  idempotency_key  text         NOT NULL,
  request_hash     text         NOT NULL,
  status           integer,
  body             text,
  created_at       timestamptz  NOT NULL DEFAULT now(),
  CONSTRAINT api_answer__pk PRIMARY KEY (key_id, idempotency_key),
  CONSTRAINT api_answer__key FOREIGN KEY (key_id) REFERENCES api_key (id),
  CONSTRAINT api_answer__short CHECK (length(idempotency_key) BETWEEN 1 AND 255)
);
CREATE INDEX api_answer__by_age ON api_answer (created_at);

-- Every request of an integration: what it sent, what became of it and why. Kept as long as Settings says; a request that
-- named no key of ours has none.
CREATE TABLE integration_event (
  id               uuid         NOT NULL DEFAULT uuid_v7(),
  at               timestamptz  NOT NULL DEFAULT clock_timestamp(),
  key_id           uuid,
  endpoint         text         NOT NULL,
  -- The id in its path, where it has one.
  target           text,
  -- As it was sent: null where it could not be read.
  payload          jsonb,
  status           integer      NOT NULL,
  outcome          text         NOT NULL,
  -- The stable code of a refusal.
  code             text,
  answer           jsonb        NOT NULL,
  -- What was found on the way: which code meant whom, which attribution stood.
  trace            jsonb        NOT NULL DEFAULT '{}',
  idempotency_key  text,
  -- Whom it was about and which code it named, to be found by.
  email_key        text,
  ref_code_key     text,
  attribution_id   uuid,
  -- The request that was sent once more by this one, and who did that.
  replay_of        uuid,
  replayed_by      uuid,
  duration_us      integer      NOT NULL,
  CONSTRAINT integration_event__pk PRIMARY KEY (id),
  CONSTRAINT integration_event__key FOREIGN KEY (key_id) REFERENCES api_key (id),
  CONSTRAINT integration_event__replayed FOREIGN KEY (replayed_by) REFERENCES app_user (id),
  CONSTRAINT integration_event__replayed_by_somebody CHECK ((replay_of IS NULL) = (replayed_by IS NULL)),
  CONSTRAINT integration_event__outcome_known CHECK (outcome IN ('done', 'repeated', 'refused', 'throttled', 'failed')),
  CONSTRAINT integration_event__code_when_not_done CHECK ((outcome IN ('done', 'repeated')) = (code IS NULL))
);
CREATE INDEX integration_event__by_key ON integration_event (key_id, id);
CREATE INDEX integration_event__by_outcome ON integration_event (outcome, id);
CREATE INDEX integration_event__by_email ON integration_event (email_key, id) WHERE email_key IS NOT NULL;
CREATE INDEX integration_event__by_ref_code ON integration_event (ref_code_key, id) WHERE ref_code_key IS NOT NULL;
CREATE INDEX integration_event__by_attribution ON integration_event (attribution_id, id) WHERE attribution_id IS NOT NULL;
CREATE INDEX integration_event__by_replayed ON integration_event (replay_of) WHERE replay_of IS NOT NULL;
-- The refused ones: what keeps failing is read from the latest of them.
CREATE INDEX integration_event__failing ON integration_event (id) WHERE code IS NOT NULL;
CREATE INDEX integration_event__by_code ON integration_event (code, id) WHERE code IS NOT NULL;
