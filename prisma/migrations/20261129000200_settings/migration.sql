-- What admins set for the whole program. A row is all settings as they were from then on, the newest counts, and who
-- made it is in it: so the table is its own history. Without a row what the program comes with counts.
CREATE TABLE setting (
  -- Whoever changes the settings says which version they saw, by the number that follows it: of two at once one is refused.
  version        integer      NOT NULL,
  -- Requests are kept in the integration log for so long; never shorter than their answers are for repeats.
  log_kept_days  integer      NOT NULL,
  changed_by     uuid         NOT NULL,
  changed_at     timestamptz  NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT setting__pk PRIMARY KEY (version),
  CONSTRAINT setting__version_counts CHECK (version > 0),
  CONSTRAINT setting__log_kept_days_sensible CHECK (log_kept_days BETWEEN 3 AND 3650),
  CONSTRAINT setting__changer FOREIGN KEY (changed_by) REFERENCES actor (id)
);
CREATE TRIGGER setting__append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON setting
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_loss();

-- Which attributions, orders and contacts a request was about: of one request that records a thousand, thousands. The ids
-- of the three are of one kind, and what they name is never deleted. It goes with its request.
CREATE TABLE integration_event_record (
  record_id  uuid  NOT NULL,
  event_id   uuid  NOT NULL,
  CONSTRAINT integration_event_record__pk PRIMARY KEY (record_id, event_id),
  CONSTRAINT integration_event_record__event FOREIGN KEY (event_id) REFERENCES integration_event (id) ON DELETE CASCADE
);
CREATE INDEX integration_event_record__by_event ON integration_event_record (event_id);

-- What is known of the requests until now.
INSERT INTO integration_event_record (record_id, event_id)
SELECT attribution_id, id FROM integration_event WHERE attribution_id IS NOT NULL
UNION SELECT customer_id, event.id FROM integration_event event JOIN attribution ON attribution.id = event.attribution_id
UNION SELECT (trace->>'orderId')::uuid, id FROM integration_event WHERE trace ? 'orderId'
UNION SELECT customer_id, event.id FROM integration_event event
  JOIN customer_order ON customer_order.id = (trace->>'orderId')::uuid WHERE trace ? 'orderId'
UNION SELECT coalesce(merged_into, contact.id), event.id FROM integration_event event JOIN contact USING (email_key);

DROP INDEX integration_event__by_attribution;
ALTER TABLE integration_event DROP COLUMN attribution_id;
