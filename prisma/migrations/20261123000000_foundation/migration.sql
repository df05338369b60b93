-- The foundation: people who use Attaché, contacts, campaigns, codes, attributions and their audit trail.
-- Constraints are named table__meaning; each is broken on purpose by a test.

-- Trusted since PostgreSQL 13: the owner of the database may create it.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- UUID version 7 (RFC 9562, section 5.7): 48 bits of milliseconds, 12 bits of the fraction of that millisecond,
-- the rest random. Ids sort in the order of creation. PostgreSQL 15 to 17 have no uuidv7() of their own, and that of
-- 18 takes no date, which demo data and imports of older relationships need.
CREATE FUNCTION uuid_v7(at timestamptz DEFAULT clock_timestamp()) RETURNS uuid
LANGUAGE sql VOLATILE PARALLEL SAFE AS $$
  SELECT (
    lpad(to_hex((extract(epoch FROM at) * 1000000)::bigint / 1000), 12, '0')
    || '7'
    || lpad(to_hex((((extract(epoch FROM at) * 1000000)::bigint % 1000) * 4096 / 1000)::int), 3, '0')
    || right(replace(gen_random_uuid()::text, '-', ''), 16)
  )::uuid
$$;

-- The normal form under which an e-mail or a code is unique: padding, case and Unicode form do not make another one.
CREATE FUNCTION normal_form(value text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
  SELECT lower(normalize(btrim(value), NFKC))
$$;

---------------------------------------------------------------------------------------------------------------------
-- People who use Attaché

CREATE TABLE app_user (
  id              uuid        NOT NULL DEFAULT uuid_v7(),
  email           text        NOT NULL,
  email_key       text        NOT NULL GENERATED ALWAYS AS (normal_form(email)) STORED,
  name            text        NOT NULL,
  role            text        NOT NULL,
  password_hash   text,
  disabled_at     timestamptz,
  theme           text        NOT NULL DEFAULT 'auto',
  time_zone       text,
  table_settings  jsonb       NOT NULL DEFAULT '{}',
  created_at      timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT app_user__pk PRIMARY KEY (id),
  CONSTRAINT app_user__email_unique UNIQUE (email_key),
  CONSTRAINT app_user__role_known CHECK (role IN ('admin', 'marketer')),
  CONSTRAINT app_user__theme_known CHECK (theme IN ('auto', 'light', 'dark'))
);

CREATE TABLE user_session (
  id            uuid        NOT NULL DEFAULT gen_random_uuid(),
  user_id       uuid        NOT NULL,
  created_at    timestamptz NOT NULL DEFAULT now(),
  expires_at    timestamptz NOT NULL,
  revoked_at    timestamptz,
  CONSTRAINT user_session__pk PRIMARY KEY (id),
  CONSTRAINT user_session__user FOREIGN KEY (user_id) REFERENCES app_user (id)
);
CREATE INDEX user_session__by_user ON user_session (user_id);

-- One-time links: an invitation names its user, the first-run setup link has none yet.
CREATE TABLE user_link (
  token_hash  text        NOT NULL,
  kind        text        NOT NULL,
  user_id     uuid,
  expires_at  timestamptz NOT NULL,
  used_at     timestamptz,
  created_at  timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT user_link__pk PRIMARY KEY (token_hash),
  CONSTRAINT user_link__user FOREIGN KEY (user_id) REFERENCES app_user (id),
  CONSTRAINT user_link__kind_known CHECK (kind IN ('setup', 'invitation')),
  CONSTRAINT user_link__invitation_names_user CHECK ((kind = 'invitation') = (user_id IS NOT NULL))
);

-- Failed sign-ins per account and per address, counted in a sliding window before any password is hashed.
CREATE TABLE sign_in_throttle (
  key                text        NOT NULL,
  failures           integer     NOT NULL,
  window_started_at  timestamptz NOT NULL,
  CONSTRAINT sign_in_throttle__pk PRIMARY KEY (key)
);

-- Who or what can act: a user, an API key, an import, an automation, the system itself. Users share their id with
-- their actor. The audit trail holds actor ids only, so that a name can change or be erased without touching history.
CREATE TABLE actor (
  id          uuid        NOT NULL DEFAULT uuid_v7(),
  kind        text        NOT NULL,
  name        text        NOT NULL,
  user_id     uuid,
  created_at  timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT actor__pk PRIMARY KEY (id),
  CONSTRAINT actor__user FOREIGN KEY (user_id) REFERENCES app_user (id),
  CONSTRAINT actor__kind_known CHECK (kind IN ('user', 'api_key', 'import', 'automation', 'widget', 'system')),
  CONSTRAINT actor__user_is_itself CHECK ((kind = 'user') = (user_id IS NOT NULL) AND (user_id IS NULL OR user_id = id))
);

INSERT INTO actor (id, kind, name) VALUES ('00000000-0000-7000-8000-000000000001', 'system', 'Attaché');

CREATE FUNCTION app_user_has_actor() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO actor (id, kind, name, user_id) VALUES (NEW.id, 'user', NEW.name, NEW.id)
  ON CONFLICT (id) DO UPDATE SET name = EXCLUDED.name;
  RETURN NULL;
END $$;
CREATE TRIGGER app_user__has_actor AFTER INSERT OR UPDATE OF name ON app_user
  FOR EACH ROW EXECUTE FUNCTION app_user_has_actor();

---------------------------------------------------------------------------------------------------------------------
-- Contacts and segments

CREATE TABLE contact (
  id           uuid        NOT NULL DEFAULT uuid_v7(),
  email        text        NOT NULL,
  email_key    text        NOT NULL GENERATED ALWAYS AS (normal_form(email)) STORED,
  first_name   text,
  last_name    text,
  name         text        GENERATED ALWAYS AS (
                 nullif(btrim(coalesce(first_name, '') || ' ' || coalesce(last_name, '')), '')) STORED,
  -- What a list of contacts is sorted by: the name, or the e-mail of someone whose name is not known.
  sort_key     text        NOT NULL GENERATED ALWAYS AS (
                 lower(coalesce(nullif(btrim(coalesce(first_name, '') || ' ' || coalesce(last_name, '')), ''), email))) STORED,
  search_text  text        NOT NULL GENERATED ALWAYS AS (
                 lower(email || ' ' || coalesce(first_name, '') || ' ' || coalesce(last_name, ''))) STORED,
  uid          text,
  status       text        NOT NULL,
  created_at   timestamptz NOT NULL DEFAULT now(),
  updated_at   timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT contact__pk PRIMARY KEY (id),
  CONSTRAINT contact__email_unique UNIQUE (email_key),
  CONSTRAINT contact__uid_unique UNIQUE (uid),
  CONSTRAINT contact__status_known CHECK (status IN ('prospect', 'enrolled', 'unsubscribed', 'banned')),
  CONSTRAINT contact__email_plausible CHECK (email_key ~ '^[^@\s]+@[^@\s]+$' AND length(email_key) <= 254)
);
CREATE INDEX contact__by_sort_key ON contact (sort_key, id);
CREATE INDEX contact__by_search_text ON contact USING gin (search_text gin_trgm_ops);

CREATE TABLE segment (
  id          uuid        NOT NULL DEFAULT uuid_v7(),
  name        text        NOT NULL,
  created_at  timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT segment__pk PRIMARY KEY (id)
);
CREATE UNIQUE INDEX segment__name_unique ON segment (normal_form(name));

CREATE TABLE segment_member (
  segment_id  uuid        NOT NULL,
  contact_id  uuid        NOT NULL,
  added_at    timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT segment_member__pk PRIMARY KEY (segment_id, contact_id),
  CONSTRAINT segment_member__segment FOREIGN KEY (segment_id) REFERENCES segment (id),
  CONSTRAINT segment_member__contact FOREIGN KEY (contact_id) REFERENCES contact (id)
);
CREATE INDEX segment_member__by_contact ON segment_member (contact_id);

---------------------------------------------------------------------------------------------------------------------
-- Campaigns and codes

CREATE TABLE campaign (
  id               uuid        NOT NULL DEFAULT uuid_v7(),
  uid              text        NOT NULL,
  name             text        NOT NULL,
  destination_url  text,
  starts_at        timestamptz,
  ended_at         timestamptz,
  created_at       timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT campaign__pk PRIMARY KEY (id),
  CONSTRAINT campaign__uid_unique UNIQUE (uid),
  CONSTRAINT campaign__uid_plain CHECK (uid ~ '^[A-Za-z0-9_-]{1,64}$')
);

CREATE TABLE campaign_segment (
  campaign_id  uuid NOT NULL,
  segment_id   uuid NOT NULL,
  CONSTRAINT campaign_segment__pk PRIMARY KEY (campaign_id, segment_id),
  CONSTRAINT campaign_segment__campaign FOREIGN KEY (campaign_id) REFERENCES campaign (id),
  CONSTRAINT campaign_segment__segment FOREIGN KEY (segment_id) REFERENCES segment (id)
);
CREATE INDEX campaign_segment__by_segment ON campaign_segment (segment_id);

-- Shortcodes and coupon codes are one table, because a code is unique across both (docs/decisions/0002).
CREATE TABLE referral_code (
  id           uuid        NOT NULL DEFAULT uuid_v7(),
  kind         text        NOT NULL,
  code         text        NOT NULL,
  code_key     text        NOT NULL GENERATED ALWAYS AS (normal_form(code)) STORED,
  campaign_id  uuid        NOT NULL,
  advocate_id  uuid        NOT NULL,
  retired_at   timestamptz,
  created_at   timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT referral_code__pk PRIMARY KEY (id),
  CONSTRAINT referral_code__code_unique UNIQUE (code_key),
  CONSTRAINT referral_code__kind_known CHECK (kind IN ('shortcode', 'coupon')),
  CONSTRAINT referral_code__shortcode_form CHECK (kind <> 'shortcode' OR code ~ '^[A-Za-z0-9_-]{1,32}$'),
  CONSTRAINT referral_code__coupon_form CHECK (kind <> 'coupon' OR (code = btrim(code) AND length(code) BETWEEN 1 AND 64)),
  CONSTRAINT referral_code__campaign FOREIGN KEY (campaign_id) REFERENCES campaign (id),
  CONSTRAINT referral_code__advocate FOREIGN KEY (advocate_id) REFERENCES contact (id)
);
CREATE INDEX referral_code__by_advocate ON referral_code (advocate_id, campaign_id);
CREATE INDEX referral_code__by_campaign ON referral_code (campaign_id);
CREATE INDEX referral_code__by_text ON referral_code USING gin (code_key gin_trgm_ops);

---------------------------------------------------------------------------------------------------------------------
-- Attributions and their audit trail

-- "Each Referral Attribution represents a campaign-specific relationship between three things: an Advocate, a
-- Referred Contact, and a Campaign." The id is the order of creation; changed_at is empty until the first change.
CREATE TABLE attribution (
  id               uuid        NOT NULL DEFAULT uuid_v7(),
  campaign_id      uuid        NOT NULL,
  customer_id      uuid        NOT NULL,
  advocate_id      uuid        NOT NULL,
  status           text        NOT NULL,
  inactive_reason  text,
  method           text        NOT NULL,
  code_id          uuid,
  source           text        NOT NULL,
  actor_id         uuid        NOT NULL,
  created_at       timestamptz NOT NULL DEFAULT now(),
  changed_at       timestamptz,
  CONSTRAINT attribution__pk PRIMARY KEY (id),
  CONSTRAINT attribution__status_known CHECK (status IN ('active', 'inactive')),
  CONSTRAINT attribution__reason_when_inactive CHECK ((status = 'inactive') = (inactive_reason IS NOT NULL)),
  CONSTRAINT attribution__reason_known CHECK (inactive_reason IN ('duplicate_attempt', 'deactivated', 'reassigned')),
  CONSTRAINT attribution__method_known CHECK (method IN ('shortcode', 'coupon', 'advocate')),
  CONSTRAINT attribution__code_when_by_code CHECK ((method = 'advocate') = (code_id IS NULL)),
  CONSTRAINT attribution__source_known CHECK (source IN ('manual', 'csv_import', 'api', 'order', 'widget')),
  CONSTRAINT attribution__not_self CHECK (customer_id <> advocate_id)
);

-- "They can only have one active attribution per campaign at a time."
CREATE UNIQUE INDEX attribution__one_active ON attribution (campaign_id, customer_id) WHERE status = 'active';
CREATE INDEX attribution__by_customer ON attribution (customer_id, campaign_id, id);
CREATE INDEX attribution__by_advocate ON attribution (advocate_id, id);
CREATE INDEX attribution__by_campaign ON attribution (campaign_id, id);
CREATE INDEX attribution__by_status ON attribution (status, inactive_reason, id);
CREATE INDEX attribution__by_source ON attribution (source, id);
CREATE INDEX attribution__by_method ON attribution (method, id);
CREATE INDEX attribution__by_actor ON attribution (actor_id, id);
CREATE INDEX attribution__by_code ON attribution (code_id, id) WHERE code_id IS NOT NULL;
CREATE INDEX attribution__by_change ON attribution (changed_at, id) WHERE changed_at IS NOT NULL;

-- Ids and values only, never personal data. The key serves the history of a record and the history's integrity.
CREATE TABLE attribution_event (
  id              uuid        NOT NULL DEFAULT uuid_v7(),
  attribution_id  uuid        NOT NULL,
  campaign_id     uuid        NOT NULL,
  customer_id     uuid        NOT NULL,
  at              timestamptz NOT NULL DEFAULT now(),
  kind            text        NOT NULL,
  from_status     text,
  to_status       text        NOT NULL,
  actor_id        uuid        NOT NULL,
  source          text        NOT NULL,
  reason          text,
  detail          jsonb       NOT NULL DEFAULT '{}',
  CONSTRAINT attribution_event__pk PRIMARY KEY (attribution_id, id),
  CONSTRAINT attribution_event__kind_known CHECK (kind IN (
    'attribution.created', 'attribution.duplicate_logged', 'attribution.activated',
    'attribution.deactivated', 'attribution.reassigned')),
  CONSTRAINT attribution_event__source_known CHECK (source IN ('manual', 'csv_import', 'api', 'order', 'widget')),
  CONSTRAINT attribution_event__reason_short CHECK (length(reason) <= 500)
);

---------------------------------------------------------------------------------------------------------------------
-- Integrity of the two hot tables: one anti-join per statement instead of a check per row and parent, four times the
-- rate of row-level foreign keys in bulk. It is sound because the parents can be neither deleted nor re-keyed.

CREATE FUNCTION refuse_loss() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% of % is refused: history refers to it', TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'restrict_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
END $$;

CREATE TRIGGER contact__kept            BEFORE DELETE OR TRUNCATE ON contact        FOR EACH STATEMENT EXECUTE FUNCTION refuse_loss();
CREATE TRIGGER contact__not_rekeyed     BEFORE UPDATE OF id ON contact              FOR EACH STATEMENT EXECUTE FUNCTION refuse_loss();
CREATE TRIGGER campaign__kept           BEFORE DELETE OR TRUNCATE ON campaign       FOR EACH STATEMENT EXECUTE FUNCTION refuse_loss();
CREATE TRIGGER campaign__not_rekeyed    BEFORE UPDATE OF id ON campaign             FOR EACH STATEMENT EXECUTE FUNCTION refuse_loss();
CREATE TRIGGER referral_code__kept      BEFORE DELETE OR TRUNCATE ON referral_code  FOR EACH STATEMENT EXECUTE FUNCTION refuse_loss();
CREATE TRIGGER referral_code__not_rekeyed BEFORE UPDATE OF id, kind, campaign_id, advocate_id ON referral_code
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_loss();
CREATE TRIGGER actor__kept              BEFORE DELETE OR TRUNCATE ON actor          FOR EACH STATEMENT EXECUTE FUNCTION refuse_loss();
CREATE TRIGGER actor__not_rekeyed       BEFORE UPDATE OF id, kind, user_id ON actor FOR EACH STATEMENT EXECUTE FUNCTION refuse_loss();
CREATE TRIGGER attribution__kept        BEFORE DELETE OR TRUNCATE ON attribution    FOR EACH STATEMENT EXECUTE FUNCTION refuse_loss();
CREATE TRIGGER attribution__origin_kept
  BEFORE UPDATE OF id, campaign_id, customer_id, advocate_id, method, code_id, source, actor_id, created_at ON attribution
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_loss();
CREATE TRIGGER attribution_event__append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON attribution_event
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_loss();

CREATE FUNCTION attribution_has_parents() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE missing text;
BEGIN
  SELECT CASE
      WHEN campaign.id IS NULL THEN 'attribution__campaign'
      WHEN customer.id IS NULL THEN 'attribution__customer'
      WHEN advocate.id IS NULL THEN 'attribution__advocate'
      WHEN actor.id IS NULL THEN 'attribution__actor'
      ELSE 'attribution__code'
    END INTO missing
  FROM added
  LEFT JOIN campaign ON campaign.id = added.campaign_id
  LEFT JOIN contact customer ON customer.id = added.customer_id
  LEFT JOIN contact advocate ON advocate.id = added.advocate_id
  LEFT JOIN actor ON actor.id = added.actor_id
  LEFT JOIN referral_code code ON code.id = added.code_id
    AND code.campaign_id = added.campaign_id AND code.advocate_id = added.advocate_id AND code.kind = added.method
  WHERE campaign.id IS NULL OR customer.id IS NULL OR advocate.id IS NULL OR actor.id IS NULL
    OR (added.code_id IS NOT NULL AND code.id IS NULL)
  LIMIT 1;
  IF missing IS NOT NULL THEN
    RAISE EXCEPTION 'attribution refers to something that does not exist (%)', missing
      USING ERRCODE = 'foreign_key_violation', TABLE = 'attribution', CONSTRAINT = missing;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER attribution__has_parents AFTER INSERT ON attribution
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION attribution_has_parents();

CREATE FUNCTION attribution_event_has_parents() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE missing text;
BEGIN
  SELECT CASE WHEN attribution.id IS NULL THEN 'attribution_event__attribution' ELSE 'attribution_event__actor' END INTO missing
  FROM added
  LEFT JOIN attribution ON attribution.id = added.attribution_id
    AND attribution.campaign_id = added.campaign_id AND attribution.customer_id = added.customer_id
  LEFT JOIN actor ON actor.id = added.actor_id
  WHERE attribution.id IS NULL OR actor.id IS NULL
  LIMIT 1;
  IF missing IS NOT NULL THEN
    RAISE EXCEPTION 'attribution_event refers to something that does not exist (%)', missing
      USING ERRCODE = 'foreign_key_violation', TABLE = 'attribution_event', CONSTRAINT = missing;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER attribution_event__has_parents AFTER INSERT ON attribution_event
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION attribution_event_has_parents();
