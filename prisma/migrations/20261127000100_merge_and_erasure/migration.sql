-- Merging two contacts that are one person (docs/decisions/0016), and erasing a person on request (0017).

ALTER TABLE contact
  -- The contact this one was merged into. The row stays for its e-mail and external uid, which go on naming the person.
  ADD COLUMN merged_into uuid,
  -- Since when nothing personal is left of the contact: the row stays for the history that refers to it.
  ADD COLUMN erased_at   timestamptz,
  ADD CONSTRAINT contact__merged_into FOREIGN KEY (merged_into) REFERENCES contact (id),
  ADD CONSTRAINT contact__merged_into_another CHECK (merged_into <> id),
  ADD CONSTRAINT contact__erased_is_nobody CHECK (erased_at IS NULL OR (
    email = 'erased-' || id || '@erased.invalid' AND status = 'banned' AND custom_fields = '{}'
    AND first_name IS NULL AND last_name IS NULL AND uid IS NULL AND phone IS NULL AND company IS NULL));
CREATE INDEX contact__by_merged_into ON contact (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX contact__by_erasure ON contact (erased_at) WHERE erased_at IS NOT NULL;

-- Who is meant, and whether they may: without reading the contact itself.
DROP INDEX contact__status_by_id;
CREATE INDEX contact__status_by_id ON contact (id, status, merged_into);

-- A shortcode that came with a merge beside the one its advocate had: it is printed somewhere and goes on working.
ALTER TABLE referral_code ADD COLUMN inherited boolean NOT NULL DEFAULT false;
DROP INDEX referral_code__one_shortcode;
CREATE UNIQUE INDEX referral_code__one_shortcode ON referral_code (campaign_id, advocate_id)
  WHERE kind = 'shortcode' AND retired_at IS NULL AND NOT inherited;

-- Since when the uploaded file is not kept any more, because somebody in it was erased.
ALTER TABLE import_run ADD COLUMN file_erased_at timestamptz;

ALTER TABLE audit_event
  DROP CONSTRAINT audit_event__kind_known,
  ADD CONSTRAINT audit_event__kind_known CHECK (kind IN (
    'contact.created', 'contact.updated', 'contact.status_changed', 'contact.merged', 'contact.exported', 'contact.erased',
    'segment.created', 'segment.renamed', 'segment.deleted', 'segment.member_added', 'segment.member_removed',
    'campaign.created', 'campaign.updated', 'campaign.ended', 'campaign.reopened',
    'code.created', 'code.retired', 'code.restored'));

---------------------------------------------------------------------------------------------------------------------
-- Merging. A merged contact is nobody's target, stays merged, and has no memberships, no live codes and no active
-- attributions.

-- The lock on the attributions makes whoever is writing one finish first, and everybody else see the merge; that on the
-- two contacts does the same for memberships and codes, whose foreign keys ask for it.
CREATE FUNCTION contact_merged_into_present() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  LOCK TABLE attribution IN EXCLUSIVE MODE;
  PERFORM FROM contact WHERE id IN (NEW.id, NEW.merged_into) ORDER BY id FOR UPDATE;
  IF EXISTS (SELECT FROM contact WHERE id = NEW.merged_into AND (merged_into IS NOT NULL OR erased_at IS NOT NULL))
    OR EXISTS (SELECT FROM contact WHERE merged_into = NEW.id) THEN
    RAISE EXCEPTION 'contact % cannot be merged into %: a merged or erased contact is nobody''s target', NEW.id, NEW.merged_into
      USING ERRCODE = 'restrict_violation', TABLE = 'contact', CONSTRAINT = 'contact__merged_into_present';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER contact__merged_into_present AFTER INSERT OR UPDATE OF merged_into ON contact
  FOR EACH ROW WHEN (NEW.merged_into IS NOT NULL) EXECUTE FUNCTION contact_merged_into_present();

CREATE FUNCTION contact_merged_for_good() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM contact WHERE id = OLD.merged_into AND merged_into = NEW.merged_into) THEN
    RAISE EXCEPTION 'contact % stays merged, and goes where its survivor goes', OLD.id
      USING ERRCODE = 'restrict_violation', TABLE = 'contact', CONSTRAINT = 'contact__merged_for_good';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER contact__merged_for_good AFTER UPDATE OF merged_into ON contact
  FOR EACH ROW WHEN (OLD.merged_into IS NOT NULL AND OLD.merged_into IS DISTINCT FROM NEW.merged_into)
  EXECUTE FUNCTION contact_merged_for_good();

CREATE FUNCTION contact_gone_is_empty() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM segment_member WHERE contact_id = NEW.id)
    OR EXISTS (SELECT FROM referral_code WHERE advocate_id = NEW.id AND retired_at IS NULL)
    OR (NEW.merged_into IS NOT NULL AND (
      EXISTS (SELECT FROM attribution WHERE customer_id = NEW.id AND status = 'active')
      OR EXISTS (SELECT FROM attribution WHERE advocate_id = NEW.id AND status = 'active'))) THEN
    RAISE EXCEPTION 'contact % was merged or erased and still has memberships, live codes or active attributions', NEW.id
      USING ERRCODE = 'restrict_violation', TABLE = 'contact', CONSTRAINT = 'contact__gone_is_empty';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER contact__gone_is_empty AFTER INSERT OR UPDATE OF merged_into, erased_at ON contact
  DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.merged_into IS NOT NULL OR NEW.erased_at IS NOT NULL) EXECUTE FUNCTION contact_gone_is_empty();

-- What comes later than the merge. `planned_anew`: see attribution_has_parents.
CREATE FUNCTION added_to_present_contact() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  column_name text := TG_ARGV[0];
  gone uuid;
BEGIN
  EXECUTE format('SELECT contact.id FROM added JOIN contact ON contact.id = added.%I
    WHERE contact.merged_into IS NOT NULL OR contact.erased_at IS NOT NULL LIMIT 1', column_name) INTO gone;
  IF gone IS NOT NULL THEN
    RAISE EXCEPTION 'contact % was merged or erased: nothing is added to it', gone
      USING ERRCODE = 'restrict_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER segment_member__of_present AFTER INSERT ON segment_member
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION added_to_present_contact('contact_id');
CREATE TRIGGER referral_code__of_present AFTER INSERT ON referral_code
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION added_to_present_contact('advocate_id');

CREATE FUNCTION referral_code_live_of_present() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM contact WHERE id = NEW.advocate_id AND (merged_into IS NOT NULL OR erased_at IS NOT NULL)) THEN
    RAISE EXCEPTION 'the advocate of code % was merged or erased', NEW.id
      USING ERRCODE = 'restrict_violation', TABLE = 'referral_code', CONSTRAINT = 'referral_code__live_of_present';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER referral_code__live_of_present AFTER UPDATE OF retired_at ON referral_code
  FOR EACH ROW WHEN (OLD.retired_at IS NOT NULL AND NEW.retired_at IS NULL)
  EXECUTE FUNCTION referral_code_live_of_present();

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
      WHEN customer.merged_into IS NOT NULL OR advocate.merged_into IS NOT NULL THEN 'attribution__not_of_merged'
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
    OR customer.merged_into IS NOT NULL OR advocate.merged_into IS NOT NULL
    OR (added.code_id IS NOT NULL AND code.id IS NULL))
  LIMIT 1;
  IF missing IS NOT NULL THEN
    RAISE EXCEPTION 'attribution refers to something that does not exist (%)', missing
      USING ERRCODE = 'foreign_key_violation', TABLE = 'attribution', CONSTRAINT = missing;
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION attribution_active_of_present() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  merged uuid;
  planned_anew CONSTANT boolean := true;
BEGIN
  SELECT changed.id INTO merged
  FROM changed
  JOIN contact customer ON customer.id = changed.customer_id JOIN contact advocate ON advocate.id = changed.advocate_id
  WHERE planned_anew AND changed.status = 'active'
    AND (customer.merged_into IS NOT NULL OR advocate.merged_into IS NOT NULL)
  LIMIT 1;
  IF merged IS NOT NULL THEN
    RAISE EXCEPTION 'attribution % is of a merged contact', merged
      USING ERRCODE = 'restrict_violation', TABLE = 'attribution', CONSTRAINT = 'attribution__active_of_present';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER attribution__active_of_present AFTER UPDATE ON attribution
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION attribution_active_of_present();

-- Whose an attribution or a code is never changes, but for this: what was of a merged contact becomes its survivor's.
DROP TRIGGER attribution__origin_kept ON attribution;
CREATE TRIGGER attribution__origin_kept
  BEFORE UPDATE OF id, campaign_id, method, code_id, source, actor_id, created_at ON attribution
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_loss();

CREATE FUNCTION attribution_moves_with_merge() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM contact WHERE id = OLD.customer_id AND NEW.customer_id IN (id, merged_into))
    OR NOT EXISTS (SELECT FROM contact WHERE id = OLD.advocate_id AND NEW.advocate_id IN (id, merged_into)) THEN
    RAISE EXCEPTION 'attribution % goes to the survivor of a merge only', OLD.id
      USING ERRCODE = 'restrict_violation', TABLE = 'attribution', CONSTRAINT = 'attribution__moves_with_merge';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER attribution__moves_with_merge BEFORE UPDATE OF customer_id, advocate_id ON attribution
  FOR EACH ROW WHEN (OLD.customer_id <> NEW.customer_id OR OLD.advocate_id <> NEW.advocate_id)
  EXECUTE FUNCTION attribution_moves_with_merge();

DROP TRIGGER referral_code__not_rekeyed ON referral_code;
CREATE TRIGGER referral_code__not_rekeyed BEFORE UPDATE OF id, kind, campaign_id ON referral_code
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_loss();

CREATE FUNCTION referral_code_moves_with_merge() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM contact WHERE id = OLD.advocate_id AND merged_into = NEW.advocate_id) THEN
    RAISE EXCEPTION 'code % goes to the survivor of a merge only', OLD.id
      USING ERRCODE = 'restrict_violation', TABLE = 'referral_code', CONSTRAINT = 'referral_code__moves_with_merge';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER referral_code__moves_with_merge BEFORE UPDATE OF advocate_id ON referral_code
  FOR EACH ROW WHEN (OLD.advocate_id <> NEW.advocate_id) EXECUTE FUNCTION referral_code_moves_with_merge();

---------------------------------------------------------------------------------------------------------------------
-- Erasing

CREATE FUNCTION contact_erased_for_good() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'contact % was erased and stays so', OLD.id
    USING ERRCODE = 'restrict_violation', TABLE = 'contact', CONSTRAINT = 'contact__erased_for_good';
END $$;
CREATE TRIGGER contact__erased_for_good BEFORE UPDATE OF erased_at ON contact
  FOR EACH ROW WHEN (OLD.erased_at IS NOT NULL AND OLD.erased_at IS DISTINCT FROM NEW.erased_at)
  EXECUTE FUNCTION contact_erased_for_good();

-- An event never changes, but for this: the transaction that erases somebody replaces a reason that names them, wherever
-- it was written. Another person's record may name them too ("reassigned from Ada to Ben" is said of both).
DROP TRIGGER attribution_event__append_only ON attribution_event;
CREATE TRIGGER attribution_event__append_only BEFORE DELETE OR TRUNCATE ON attribution_event
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_loss();

CREATE FUNCTION attribution_event_unchanged() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE kept attribution_event := NEW;
BEGIN
  kept.reason := OLD.reason;
  IF kept IS DISTINCT FROM OLD OR OLD.reason IS NULL OR NEW.reason IS DISTINCT FROM '[erased]'
    OR NOT EXISTS (SELECT FROM contact WHERE erased_at = now()) THEN
    RAISE EXCEPTION 'an event is never changed'
      USING ERRCODE = 'restrict_violation', TABLE = 'attribution_event', CONSTRAINT = 'attribution_event__unchanged';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER attribution_event__unchanged BEFORE UPDATE ON attribution_event
  FOR EACH ROW EXECUTE FUNCTION attribution_event_unchanged();
