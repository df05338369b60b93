-- How many attributions there are of each kind, so that the counts on the filters are exact and immediate however many
-- there are (docs/decisions/0009). Every statement adds its differences as rows of its own, because a counter that is
-- updated in place would make all writers of one campaign wait for each other; the sum over the rows is the count.
CREATE TABLE attribution_tally (
  id               bigint  GENERATED ALWAYS AS IDENTITY,
  campaign_id      uuid    NOT NULL,
  status           text    NOT NULL,
  inactive_reason  text,
  method           text    NOT NULL,
  source           text    NOT NULL,
  difference       bigint  NOT NULL,
  CONSTRAINT attribution_tally__pk PRIMARY KEY (id)
);

-- Adds up the rows that nobody else is adding up. Called by one write in two hundred, so that the table stays small
-- without a job of its own.
CREATE FUNCTION attribution_tally_compact() RETURNS void LANGUAGE sql AS $$
  WITH taken AS (
    DELETE FROM attribution_tally WHERE id IN (SELECT id FROM attribution_tally FOR UPDATE SKIP LOCKED)
    RETURNING campaign_id, status, inactive_reason, method, source, difference
  )
  INSERT INTO attribution_tally (campaign_id, status, inactive_reason, method, source, difference)
  SELECT campaign_id, status, inactive_reason, method, source, sum(difference) FROM taken
  GROUP BY campaign_id, status, inactive_reason, method, source HAVING sum(difference) <> 0
$$;

CREATE FUNCTION attribution_tally_inserted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO attribution_tally (campaign_id, status, inactive_reason, method, source, difference)
  SELECT campaign_id, status, inactive_reason, method, source, count(*) FROM added
  GROUP BY campaign_id, status, inactive_reason, method, source;
  IF random() < 0.005 THEN PERFORM attribution_tally_compact(); END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER attribution__insert_is_tallied AFTER INSERT ON attribution
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION attribution_tally_inserted();

CREATE FUNCTION attribution_tally_updated() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO attribution_tally (campaign_id, status, inactive_reason, method, source, difference)
  SELECT campaign_id, status, inactive_reason, method, source, sum(difference) FROM (
    SELECT campaign_id, status, inactive_reason, method, source, 1 AS difference FROM changed
    UNION ALL
    SELECT campaign_id, status, inactive_reason, method, source, -1 FROM unchanged
  ) AS differences
  GROUP BY campaign_id, status, inactive_reason, method, source HAVING sum(difference) <> 0;
  IF random() < 0.005 THEN PERFORM attribution_tally_compact(); END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER attribution__update_is_tallied AFTER UPDATE ON attribution
  REFERENCING OLD TABLE AS unchanged NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION attribution_tally_updated();

INSERT INTO attribution_tally (campaign_id, status, inactive_reason, method, source, difference)
SELECT campaign_id, status, inactive_reason, method, source, count(*) FROM attribution
GROUP BY campaign_id, status, inactive_reason, method, source;
