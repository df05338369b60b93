-- Two further kinds of imports: contacts and coupon codes (docs/decisions/0015).

ALTER TABLE import_run
  DROP CONSTRAINT import_run__kind_known,
  ADD CONSTRAINT import_run__kind_known CHECK (kind IN ('attributions', 'contacts', 'coupons'));

-- What a row of contacts wrote and what was there before, by which it is undone: `before` and `after` have the same
-- keys, null where there was nothing. `segment_id`: the segment it added the contact to. Both hold personal data; an
-- erasure finds them by the contact. Like the other tables of rows it has no foreign key.
CREATE TABLE import_change (
  import_id   uuid     NOT NULL,
  line        integer  NOT NULL,
  contact_id  uuid     NOT NULL,
  created     boolean  NOT NULL,
  before      jsonb    NOT NULL,
  after       jsonb    NOT NULL,
  segment_id  uuid,
  CONSTRAINT import_change__pk PRIMARY KEY (import_id, line)
);
CREATE INDEX import_change__by_contact ON import_change (contact_id);

CREATE OR REPLACE FUNCTION import_run_takes_its_rows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM import_row WHERE import_id = OLD.id;
  DELETE FROM import_match WHERE import_id = OLD.id;
  DELETE FROM import_outcome WHERE import_id = OLD.id;
  DELETE FROM import_change WHERE import_id = OLD.id;
  DELETE FROM import_undo WHERE import_id = OLD.id;
  RETURN NULL;
END $$;

-- What several rows say of one contact, one after the other: of each key the last value, or the first.
CREATE FUNCTION jsonb_concat_before(state jsonb, value jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT value || state
$$;
CREATE AGGREGATE jsonb_last_values(jsonb) (SFUNC = jsonb_concat, STYPE = jsonb, INITCOND = '{}');
CREATE AGGREGATE jsonb_first_values(jsonb) (SFUNC = jsonb_concat_before, STYPE = jsonb, INITCOND = '{}');
