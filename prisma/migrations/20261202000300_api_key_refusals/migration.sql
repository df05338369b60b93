-- When a request of a key that was not let in was last put into the log: a key that is used up, or that was revoked, is
-- there no oftener than its rate would let it in (docs/decisions/0022). Apart from api_key_use, which says when it was used.
CREATE TABLE api_key_refusal (
  key_id    uuid         NOT NULL,
  noted_at  timestamptz  NOT NULL,
  CONSTRAINT api_key_refusal__pk PRIMARY KEY (key_id),
  CONSTRAINT api_key_refusal__key FOREIGN KEY (key_id) REFERENCES api_key (id)
) WITH (fillfactor = 20);
