-- That what is written names what exists, asked row by row of the index (docs/decisions/0027). A planner that may choose
-- reads every contact to check a thousand rows, and plans anew with each statement; no LATERAL with a LIMIT is joined in
-- another way than this, and without sequential scans the plan that a session makes once is right for ever, also where
-- the tables were empty then.
CREATE OR REPLACE FUNCTION attribution_has_parents() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan = off AS $$
DECLARE missing text;
BEGIN
  SELECT CASE
      WHEN campaign.id IS NULL THEN 'attribution__campaign'
      WHEN customer.id IS NULL THEN 'attribution__customer'
      WHEN advocate.id IS NULL THEN 'attribution__advocate'
      WHEN actor.id IS NULL THEN 'attribution__actor'
      WHEN customer.merged_into IS NOT NULL OR advocate.merged_into IS NOT NULL THEN 'attribution__not_of_merged'
      ELSE 'attribution__code'
    END INTO missing
  FROM added
  LEFT JOIN LATERAL (SELECT id FROM campaign WHERE id = added.campaign_id LIMIT 1) AS campaign ON TRUE
  LEFT JOIN LATERAL (SELECT id, merged_into FROM contact WHERE id = added.customer_id LIMIT 1) AS customer ON TRUE
  LEFT JOIN LATERAL (SELECT id, merged_into FROM contact WHERE id = added.advocate_id LIMIT 1) AS advocate ON TRUE
  LEFT JOIN LATERAL (SELECT id FROM actor WHERE id = added.actor_id LIMIT 1) AS actor ON TRUE
  LEFT JOIN LATERAL (
    SELECT id FROM referral_code AS code WHERE code.id = added.code_id
      AND code.campaign_id = added.campaign_id AND code.advocate_id = added.advocate_id AND code.kind = added.method LIMIT 1
  ) AS code ON TRUE
  WHERE campaign.id IS NULL OR customer.id IS NULL OR advocate.id IS NULL OR actor.id IS NULL
    OR customer.merged_into IS NOT NULL OR advocate.merged_into IS NOT NULL
    OR (added.code_id IS NOT NULL AND code.id IS NULL)
  LIMIT 1;
  IF missing IS NOT NULL THEN
    RAISE EXCEPTION 'attribution refers to something that does not exist (%)', missing
      USING ERRCODE = 'foreign_key_violation', TABLE = 'attribution', CONSTRAINT = missing;
  END IF;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION attribution_event_has_parents() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan = off AS $$
DECLARE missing text;
BEGIN
  SELECT CASE WHEN attribution.id IS NULL THEN 'attribution_event__attribution' ELSE 'attribution_event__actor' END
  INTO missing
  FROM added
  LEFT JOIN LATERAL (
    SELECT id FROM attribution WHERE attribution.id = added.attribution_id
      AND attribution.campaign_id = added.campaign_id AND attribution.customer_id = added.customer_id LIMIT 1
  ) AS attribution ON TRUE
  LEFT JOIN LATERAL (SELECT id FROM actor WHERE id = added.actor_id LIMIT 1) AS actor ON TRUE
  WHERE attribution.id IS NULL OR actor.id IS NULL
  LIMIT 1;
  IF missing IS NOT NULL THEN
    RAISE EXCEPTION 'attribution_event refers to something that does not exist (%)', missing
      USING ERRCODE = 'foreign_key_violation', TABLE = 'attribution_event', CONSTRAINT = missing;
  END IF;
  RETURN NULL;
END $$;

-- The same for what else is written with every recording. None of what these events name can be deleted or re-keyed.
ALTER TABLE audit_event
  DROP CONSTRAINT audit_event__actor,
  DROP CONSTRAINT audit_event__contact,
  DROP CONSTRAINT audit_event__campaign,
  DROP CONSTRAINT audit_event__code;

CREATE FUNCTION audit_event_has_parents() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan = off AS $$
DECLARE missing text;
BEGIN
  SELECT CASE
      WHEN actor.id IS NULL THEN 'audit_event__actor'
      WHEN added.contact_id IS NOT NULL AND contact.id IS NULL THEN 'audit_event__contact'
      WHEN added.campaign_id IS NOT NULL AND campaign.id IS NULL THEN 'audit_event__campaign'
      ELSE 'audit_event__code'
    END INTO missing
  FROM added
  LEFT JOIN LATERAL (SELECT id FROM actor WHERE id = added.actor_id LIMIT 1) AS actor ON TRUE
  LEFT JOIN LATERAL (SELECT id FROM contact WHERE id = added.contact_id LIMIT 1) AS contact ON TRUE
  LEFT JOIN LATERAL (SELECT id FROM campaign WHERE id = added.campaign_id LIMIT 1) AS campaign ON TRUE
  LEFT JOIN LATERAL (SELECT id FROM referral_code WHERE id = added.code_id LIMIT 1) AS code ON TRUE
  WHERE actor.id IS NULL
    OR (added.contact_id IS NOT NULL AND contact.id IS NULL)
    OR (added.campaign_id IS NOT NULL AND campaign.id IS NULL)
    OR (added.code_id IS NOT NULL AND code.id IS NULL)
  LIMIT 1;
  IF missing IS NOT NULL THEN
    RAISE EXCEPTION 'audit_event refers to something that does not exist (%)', missing
      USING ERRCODE = 'foreign_key_violation', TABLE = 'audit_event', CONSTRAINT = missing;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER audit_event__has_parents AFTER INSERT ON audit_event
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION audit_event_has_parents();

-- What a request was about is written in the statement that writes the request, and goes with it.
ALTER TABLE integration_event_record DROP CONSTRAINT integration_event_record__event;

CREATE FUNCTION integration_event_record_has_event() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan = off AS $$
DECLARE missing uuid;
BEGIN
  SELECT added.event_id INTO missing FROM (SELECT DISTINCT event_id FROM added) AS added
  WHERE NOT EXISTS (SELECT FROM integration_event WHERE id = added.event_id) LIMIT 1;
  IF missing IS NOT NULL THEN
    RAISE EXCEPTION 'there is no request % that could be about a record', missing USING ERRCODE = 'foreign_key_violation',
      TABLE = 'integration_event_record', CONSTRAINT = 'integration_event_record__has_event';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER integration_event_record__has_event AFTER INSERT ON integration_event_record
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION integration_event_record_has_event();

CREATE TRIGGER integration_event_record__unchanged BEFORE UPDATE ON integration_event_record
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_loss();

CREATE FUNCTION integration_event_takes_records_along() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan = off AS $$
BEGIN
  DELETE FROM integration_event_record WHERE event_id = OLD.id;
  RETURN NULL;
END $$;
CREATE TRIGGER integration_event__takes_records_along AFTER DELETE ON integration_event
  FOR EACH ROW EXECUTE FUNCTION integration_event_takes_records_along();
CREATE TRIGGER integration_event__not_rekeyed BEFORE UPDATE OF id OR TRUNCATE ON integration_event
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_loss();
