-- An installation always has somebody who can administer it: the last enabled admin can be neither demoted nor
-- disabled. The advisory lock makes two admins who demote each other at the same moment take turns; the check after it
-- sees what the other one committed.
CREATE FUNCTION app_user_admin_remains() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('app_user__admin_remains'));
  IF NOT EXISTS (
    SELECT FROM app_user WHERE role = 'admin' AND disabled_at IS NULL AND password_hash IS NOT NULL AND id <> NEW.id
  ) THEN
    RAISE EXCEPTION 'the last admin stays one'
      USING ERRCODE = 'check_violation', TABLE = 'app_user', CONSTRAINT = 'app_user__admin_remains';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER app_user__admin_remains BEFORE UPDATE OF role, disabled_at ON app_user FOR EACH ROW
  WHEN (OLD.role = 'admin' AND OLD.disabled_at IS NULL AND OLD.password_hash IS NOT NULL
    AND (NEW.role <> 'admin' OR NEW.disabled_at IS NOT NULL))
  EXECUTE FUNCTION app_user_admin_remains();

-- When a session was last used, at most every few minutes, for "last seen" in Settings > Team.
ALTER TABLE user_session ADD COLUMN seen_at timestamptz NOT NULL DEFAULT now();
