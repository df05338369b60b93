-- Nobody becomes active on the strength of what has been taken away (docs/decisions/0019). Whoever records holds this
-- lock together with all others who do, from before they read who is eligible until they commit. Whoever takes
-- eligibility away holds it alone, for the moment of their commit: so what is being recorded comes before that, and
-- what comes after it sees it.

CREATE FUNCTION eligibility_is_relied_on() RETURNS void LANGUAGE sql AS $$
  SELECT pg_advisory_xact_lock_shared(hashtext('eligibility'))
$$;

CREATE FUNCTION recordings_finish() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('eligibility'));
  RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER contact__recordings_finish AFTER UPDATE OF status ON contact
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.status <> OLD.status AND NEW.status <> 'enrolled')
  EXECUTE FUNCTION recordings_finish();
CREATE CONSTRAINT TRIGGER segment_member__recordings_finish AFTER UPDATE OR DELETE ON segment_member
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION recordings_finish();
CREATE CONSTRAINT TRIGGER campaign_segment__recordings_finish AFTER UPDATE OR DELETE ON campaign_segment
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION recordings_finish();
CREATE CONSTRAINT TRIGGER campaign__recordings_finish AFTER UPDATE OF starts_at, ended_at ON campaign
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN ((NEW.starts_at, NEW.ended_at) IS DISTINCT FROM (OLD.starts_at, OLD.ended_at))
  EXECUTE FUNCTION recordings_finish();
CREATE CONSTRAINT TRIGGER referral_code__recordings_finish AFTER UPDATE OF retired_at ON referral_code
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (NEW.retired_at IS DISTINCT FROM OLD.retired_at AND NEW.retired_at IS NOT NULL)
  EXECUTE FUNCTION recordings_finish();
