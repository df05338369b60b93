-- The figures of a campaign count its active attributions by ranges of ids: with the status in the index they are
-- counted from the index alone. A change of status writes a new entry to every index anyway, so it costs no writes.
CREATE INDEX attribution__by_campaign_status ON attribution (campaign_id, id, status);
DROP INDEX attribution__by_campaign;
ALTER INDEX attribution__by_campaign_status RENAME TO attribution__by_campaign;

-- The list of a campaign's codes in each of its orders.
DROP INDEX referral_code__by_campaign;
CREATE INDEX referral_code__by_campaign ON referral_code (campaign_id, id);
CREATE INDEX referral_code__by_campaign_code ON referral_code (campaign_id, code_key, id);
