-- CSV imports: the file as it came, its rows, what each row means, and what became of it. Progress is here and nowhere
-- else, so that a server that was killed goes on where the last committed chunk ended (docs/decisions/0010).

CREATE TABLE import_run (
  id                uuid        NOT NULL DEFAULT uuid_v7(),
  kind              text        NOT NULL,
  state             text        NOT NULL,
  created_by        uuid        NOT NULL,
  created_at        timestamptz NOT NULL DEFAULT now(),
  file_name         text        NOT NULL,
  file_size         bigint      NOT NULL DEFAULT 0,
  file_sha256       text,
  format            jsonb,
  headers           text[]      NOT NULL DEFAULT '{}',
  samples           jsonb       NOT NULL DEFAULT '[]',
  proposals         jsonb       NOT NULL DEFAULT '[]',
  mapping           jsonb       NOT NULL DEFAULT '{}',
  choices           jsonb       NOT NULL,
  -- The format by which the rows were read; null until they all are.
  read_as           jsonb,
  row_count         integer,
  -- The present phase and how far it is: rows up to this line are done, and so many of them.
  phase             text,
  checkpoint        integer     NOT NULL DEFAULT 0,
  -- Of the run, whose chunks end beside each other: ranges behind the checkpoint that are done before those in front of
  -- them; and up to which line the rows are done that repeat, null while the others are not.
  ahead             jsonb       NOT NULL DEFAULT '[]',
  repeated_checkpoint integer,
  done              integer     NOT NULL DEFAULT 0,
  -- Where and when the present attempt began, for the rate.
  resumed_at        timestamptz,
  resumed_done      integer     NOT NULL DEFAULT 0,
  checked           jsonb,
  checked_at        timestamptz,
  queued_at         timestamptz,
  actor_id          uuid,
  result            jsonb,
  started_at        timestamptz,
  finished_at       timestamptz,
  cancel_requested  boolean     NOT NULL DEFAULT false,
  failure           text,
  undone_by         uuid,
  undo_actor_id     uuid,
  undone            jsonb,
  undone_at         timestamptz,
  CONSTRAINT import_run__pk PRIMARY KEY (id),
  CONSTRAINT import_run__kind_known CHECK (kind IN ('attributions')),
  CONSTRAINT import_run__state_known CHECK (state IN ('uploading', 'uploaded', 'checking', 'checked', 'queued', 'running',
    'done', 'cancelled', 'failed', 'undoing', 'undone')),
  CONSTRAINT import_run__actor_when_run CHECK ((actor_id IS NULL) = (started_at IS NULL)),
  CONSTRAINT import_run__creator FOREIGN KEY (created_by) REFERENCES app_user (id),
  CONSTRAINT import_run__actor FOREIGN KEY (actor_id) REFERENCES actor (id),
  CONSTRAINT import_run__undoer FOREIGN KEY (undone_by) REFERENCES app_user (id),
  CONSTRAINT import_run__undo_actor FOREIGN KEY (undo_actor_id) REFERENCES actor (id)
);
CREATE INDEX import_run__by_work ON import_run (state, queued_at);
CREATE INDEX import_run__by_file ON import_run (file_sha256);

-- An import that wrote is part of the audit trail.
CREATE FUNCTION import_run_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.started_at IS NOT NULL THEN
    RAISE EXCEPTION 'an import that ran is kept'
      USING ERRCODE = 'restrict_violation', TABLE = 'import_run', CONSTRAINT = 'import_run__kept';
  END IF;
  RETURN OLD;
END $$;
CREATE TRIGGER import_run__kept BEFORE DELETE ON import_run FOR EACH ROW EXECUTE FUNCTION import_run_kept();

-- The bytes of the file, in pieces. Compressing them would cost more than it saves.
CREATE TABLE import_piece (
  import_id  uuid    NOT NULL,
  position   integer NOT NULL,
  bytes      bytea   NOT NULL,
  CONSTRAINT import_piece__pk PRIMARY KEY (import_id, position),
  CONSTRAINT import_piece__import FOREIGN KEY (import_id) REFERENCES import_run (id) ON DELETE CASCADE
);
ALTER TABLE import_piece ALTER COLUMN bytes SET STORAGE EXTERNAL;

-- The three tables below hold a row for each row of a file: five million at once. They have no foreign key, whose check
-- per row would cost more than the row; whoever deletes an import deletes them with it (the trigger below).

-- The cells as they are in the file. `fault`: what is wrong with the row whatever its cells mean.
CREATE TABLE import_row (
  import_id  uuid    NOT NULL,
  line       integer NOT NULL,
  cells      text[]  NOT NULL,
  fault      text,
  CONSTRAINT import_row__pk PRIMARY KEY (import_id, line)
);
-- Nobody asks for rows by their cells.
ALTER TABLE import_row ALTER COLUMN cells SET STATISTICS 0;

-- What a row of attributions means, found out by the check: whom it names, the facts its outcome depends on and that
-- outcome (lib/imports/rules.ts). `newcomer`: the normal form of the e-mail of a referred contact that does not exist.
-- `repeated`: another row of the file is about the same contact and campaign.
CREATE TABLE import_match (
  import_id         uuid     NOT NULL,
  line              integer  NOT NULL,
  customer_id       uuid,
  campaign_id       uuid,
  advocate_id       uuid,
  code_id           uuid,
  newcomer          text,
  facts             smallint NOT NULL,
  verdict           smallint NOT NULL,
  identity_problem  text,
  rule_problem      text,
  repeated          boolean  NOT NULL DEFAULT false,
  CONSTRAINT import_match__pk PRIMARY KEY (import_id, line)
);
CREATE INDEX import_match__repeated ON import_match (import_id, line) WHERE repeated;

-- What became of a row in the run, and later in the undo. `record_id`: the attribution it created or changed;
-- `former_id`: the one that gave way to it.
CREATE TABLE import_outcome (
  import_id  uuid     NOT NULL,
  line       integer  NOT NULL,
  outcome    smallint NOT NULL,
  problem    text,
  record_id  uuid,
  former_id  uuid,
  CONSTRAINT import_outcome__pk PRIMARY KEY (import_id, line)
);

CREATE TABLE import_undo (
  import_id  uuid     NOT NULL,
  line       integer  NOT NULL,
  outcome    text     NOT NULL,
  obstacle   text,
  CONSTRAINT import_undo__pk PRIMARY KEY (import_id, line)
);

CREATE FUNCTION import_run_takes_its_rows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM import_row WHERE import_id = OLD.id;
  DELETE FROM import_match WHERE import_id = OLD.id;
  DELETE FROM import_outcome WHERE import_id = OLD.id;
  DELETE FROM import_undo WHERE import_id = OLD.id;
  RETURN NULL;
END $$;
CREATE TRIGGER import_run__takes_its_rows AFTER DELETE ON import_run FOR EACH ROW EXECUTE FUNCTION import_run_takes_its_rows();

-- The value of a cell: without the spaces around it, visible or not, that spreadsheets and web pages leave; null when
-- nothing remains.
CREATE FUNCTION cell_value(cell text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT nullif(btrim(cell, E' \t\n\r\f\v\u00A0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u200B\u200C\u200D\u2028\u2029\u202F\u205F\u2060\u3000\uFEFF'), '')
$$;

-- The moment a cell names, null when that is not certain: ISO 8601, a date alone or with a time; UTC unless it says
-- otherwise. Dates like 11/12/2026 mean different days to different people and are not guessed.
CREATE FUNCTION cell_instant(value text) RETURNS timestamptz LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
  IF value !~ '^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}([.,]\d{1,9})?)?( ?(Z|z|[+-]\d{2}(:?\d{2})?))?)?$' THEN
    RETURN NULL;
  END IF;
  IF value ~ '[Zz]$|\d{2}:\d{2}.*[+-]\d{2}(:?\d{2})?$' THEN
    RETURN replace(value, ',', '.')::timestamptz;
  END IF;
  RETURN (replace(value, ',', '.') || '+00')::timestamptz;
EXCEPTION WHEN datetime_field_overflow OR invalid_datetime_format OR invalid_time_zone_displacement_value THEN
  RETURN NULL;
END $$;

-- Plain ASCII, which nearly all e-mails and codes are, is its own NFKC form, and asking for it costs three times the
-- rest. Not STRICT, so that it is written out in place where it is called; of null it is null all the same.
CREATE OR REPLACE FUNCTION normal_form(value text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT lower(btrim(
    CASE WHEN octet_length(value) = length(value) THEN value ELSE normalize(value, NFKC) END, E' \t\n\r\f\v'))
$$;
