-- What an admin needs who builds a program by hand: more of a contact, a web address for a campaign's links, and a trail
-- of what was done to contacts, segments, campaigns and codes.

ALTER TABLE contact
  ADD COLUMN phone          text,
  ADD COLUMN company        text,
  ADD COLUMN custom_fields  jsonb NOT NULL DEFAULT '{}',
  -- The door through which the contact came.
  ADD COLUMN source         text  NOT NULL DEFAULT 'manual',
  ADD CONSTRAINT contact__custom_fields_named CHECK (jsonb_typeof(custom_fields) = 'object'),
  ADD CONSTRAINT contact__source_known CHECK (source IN ('manual', 'csv_import', 'api', 'order', 'widget'));
CREATE INDEX contact__by_status ON contact (status, sort_key, id);

ALTER TABLE segment
  ADD CONSTRAINT segment__name_said CHECK (normal_form(name) <> '' AND length(name) <= 200);

ALTER TABLE campaign
  ADD COLUMN uid_changed_at timestamptz,
  ADD CONSTRAINT campaign__name_said CHECK (normal_form(name) <> '' AND length(name) <= 200),
  ADD CONSTRAINT campaign__destination_is_web CHECK (destination_url ~ '^https?://[^\s]+$' AND length(destination_url) <= 2000);

-- Links and imports out there name a campaign by its uid: a typing error can be mended, a habit cannot be made of it.
CREATE FUNCTION campaign_uid_changes_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.uid <> OLD.uid THEN
    IF OLD.uid_changed_at IS NOT NULL THEN
      RAISE EXCEPTION 'the uid of campaign % was changed before', OLD.uid
        USING ERRCODE = 'restrict_violation', TABLE = 'campaign', CONSTRAINT = 'campaign__uid_changes_once';
    END IF;
    NEW.uid_changed_at := now();
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER campaign__uid_changes_once BEFORE UPDATE OF uid ON campaign FOR EACH ROW EXECUTE FUNCTION campaign_uid_changes_once();

-- An advocate has one shortcode in a campaign; another one replaces it.
CREATE UNIQUE INDEX referral_code__one_shortcode ON referral_code (campaign_id, advocate_id)
  WHERE kind = 'shortcode' AND retired_at IS NULL;

-- What was done to contacts, segments, campaigns and codes, as attribution_event is for attributions: append-only, with
-- ids and the names of fields, never personal data, so that a person can be erased without touching it. A segment may be
-- deleted and has no foreign key; `detail` keeps its name.
CREATE TABLE audit_event (
  id           uuid         NOT NULL DEFAULT uuid_v7(),
  at           timestamptz  NOT NULL DEFAULT clock_timestamp(),
  kind         text         NOT NULL,
  actor_id     uuid         NOT NULL,
  source       text         NOT NULL,
  contact_id   uuid,
  segment_id   uuid,
  campaign_id  uuid,
  code_id      uuid,
  detail       jsonb        NOT NULL DEFAULT '{}',
  CONSTRAINT audit_event__pk PRIMARY KEY (id),
  CONSTRAINT audit_event__kind_known CHECK (kind IN ('contact.created', 'contact.updated', 'contact.status_changed',
    'segment.created', 'segment.renamed', 'segment.deleted', 'segment.member_added', 'segment.member_removed',
    'campaign.created', 'campaign.updated', 'campaign.ended', 'campaign.reopened',
    'code.created', 'code.retired', 'code.restored')),
  CONSTRAINT audit_event__source_known CHECK (source IN ('manual', 'csv_import', 'api', 'order', 'widget')),
  CONSTRAINT audit_event__about_its_kind CHECK (CASE split_part(kind, '.', 1)
    WHEN 'contact' THEN contact_id IS NOT NULL WHEN 'segment' THEN segment_id IS NOT NULL
    WHEN 'campaign' THEN campaign_id IS NOT NULL ELSE code_id IS NOT NULL END),
  CONSTRAINT audit_event__actor FOREIGN KEY (actor_id) REFERENCES actor (id),
  CONSTRAINT audit_event__contact FOREIGN KEY (contact_id) REFERENCES contact (id),
  CONSTRAINT audit_event__campaign FOREIGN KEY (campaign_id) REFERENCES campaign (id),
  CONSTRAINT audit_event__code FOREIGN KEY (code_id) REFERENCES referral_code (id)
);
CREATE INDEX audit_event__by_contact ON audit_event (contact_id, id) WHERE contact_id IS NOT NULL;
CREATE INDEX audit_event__by_segment ON audit_event (segment_id, id) WHERE segment_id IS NOT NULL;
CREATE INDEX audit_event__by_campaign ON audit_event (campaign_id, id) WHERE campaign_id IS NOT NULL;
CREATE INDEX audit_event__by_code ON audit_event (code_id, id) WHERE code_id IS NOT NULL;
CREATE TRIGGER audit_event__append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_event
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_loss();

-- A plan without parameters is kept by a session for ever. Made while the tables were empty and known to be, it compared
-- each new row with each; so both functions have a parameter, and long work asks for a plan of its own each time
-- (plan_cache_mode).
CREATE OR REPLACE FUNCTION attribution_has_parents() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  missing text;
  planned_anew CONSTANT boolean := true;
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
  WHERE planned_anew AND (campaign.id IS NULL OR customer.id IS NULL OR advocate.id IS NULL OR actor.id IS NULL
    OR (added.code_id IS NOT NULL AND code.id IS NULL))
  LIMIT 1;
  IF missing IS NOT NULL THEN
    RAISE EXCEPTION 'attribution refers to something that does not exist (%)', missing
      USING ERRCODE = 'foreign_key_violation', TABLE = 'attribution', CONSTRAINT = missing;
  END IF;
  RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION attribution_event_has_parents() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  missing text;
  planned_anew CONSTANT boolean := true;
BEGIN
  SELECT CASE WHEN attribution.id IS NULL THEN 'attribution_event__attribution' ELSE 'attribution_event__actor' END INTO missing
  FROM added
  LEFT JOIN attribution ON attribution.id = added.attribution_id
    AND attribution.campaign_id = added.campaign_id AND attribution.customer_id = added.customer_id
  LEFT JOIN actor ON actor.id = added.actor_id
  WHERE planned_anew AND (attribution.id IS NULL OR actor.id IS NULL)
  LIMIT 1;
  IF missing IS NOT NULL THEN
    RAISE EXCEPTION 'attribution_event refers to something that does not exist (%)', missing
      USING ERRCODE = 'foreign_key_violation', TABLE = 'attribution_event', CONSTRAINT = missing;
  END IF;
  RETURN NULL;
END $$;
