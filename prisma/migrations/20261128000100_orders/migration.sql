-- Orders: what a referred customer bought. An order keeps the attribution it was credited to when it was made, for ever.

CREATE TABLE customer_order (
  id                 uuid         NOT NULL DEFAULT uuid_v7(),
  -- The shop's own id.
  order_id           text         NOT NULL,
  customer_id        uuid         NOT NULL,
  revenue_minor      bigint       NOT NULL,
  currency           text         NOT NULL,
  campaign_id        uuid,
  attribution_id     uuid,
  status             text         NOT NULL DEFAULT 'placed',
  external_status    text,
  hubspot_dealstage  text,
  custom_fields      jsonb        NOT NULL DEFAULT '{}',
  source             text         NOT NULL,
  actor_id           uuid         NOT NULL,
  ordered_at         timestamptz  NOT NULL,
  created_at         timestamptz  NOT NULL DEFAULT clock_timestamp(),
  changed_at         timestamptz,
  -- A hash of what was sent, by which a repeat is told from another order with the same id.
  content_hash       text         NOT NULL,
  CONSTRAINT customer_order__pk PRIMARY KEY (id),
  CONSTRAINT customer_order__order_id_unique UNIQUE (order_id),
  CONSTRAINT customer_order__customer FOREIGN KEY (customer_id) REFERENCES contact (id),
  CONSTRAINT customer_order__campaign FOREIGN KEY (campaign_id) REFERENCES campaign (id),
  CONSTRAINT customer_order__attribution FOREIGN KEY (attribution_id) REFERENCES attribution (id),
  CONSTRAINT customer_order__actor FOREIGN KEY (actor_id) REFERENCES actor (id),
  CONSTRAINT customer_order__order_id_said CHECK (order_id = btrim(order_id) AND length(order_id) BETWEEN 1 AND 200),
  CONSTRAINT customer_order__revenue_counted CHECK (revenue_minor BETWEEN 0 AND 9000000000000000),
  CONSTRAINT customer_order__currency_form CHECK (currency ~ '^[A-Z]{3}$'),
  CONSTRAINT customer_order__status_known CHECK (status IN ('placed', 'refunded', 'cancelled')),
  CONSTRAINT customer_order__source_known CHECK (source IN ('manual', 'csv_import', 'api', 'order', 'widget')),
  CONSTRAINT customer_order__credit_in_campaign CHECK (attribution_id IS NULL OR campaign_id IS NOT NULL),
  CONSTRAINT customer_order__fields_named CHECK (jsonb_typeof(custom_fields) = 'object')
);
CREATE INDEX customer_order__by_time ON customer_order (ordered_at, id);
CREATE INDEX customer_order__by_customer ON customer_order (customer_id, id);
CREATE INDEX customer_order__by_campaign ON customer_order (campaign_id, id) WHERE campaign_id IS NOT NULL;
CREATE INDEX customer_order__by_attribution ON customer_order (attribution_id, id) WHERE attribution_id IS NOT NULL;
CREATE INDEX customer_order__by_status ON customer_order (status, id);
CREATE INDEX customer_order__by_source ON customer_order (source, id);

CREATE TRIGGER customer_order__kept BEFORE DELETE OR TRUNCATE ON customer_order
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_loss();
-- "Past orders and rewards will not be transferred": neither by a reassignment nor by anything else.
CREATE TRIGGER customer_order__credit_kept
  BEFORE UPDATE OF id, order_id, revenue_minor, currency, campaign_id, attribution_id, source, actor_id,
    ordered_at, created_at, content_hash ON customer_order
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_loss();

-- The attribution that an order is credited to is one of its customer in its campaign.
CREATE FUNCTION customer_order_credits_its_own() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  wrong uuid;
  planned_anew CONSTANT boolean := true;
BEGIN
  SELECT added.id INTO wrong FROM added
  JOIN attribution ON attribution.id = added.attribution_id
  WHERE planned_anew AND (attribution.customer_id <> added.customer_id OR attribution.campaign_id <> added.campaign_id)
  LIMIT 1;
  IF wrong IS NOT NULL THEN
    RAISE EXCEPTION 'order % is credited to an attribution of somebody else or another campaign', wrong
      USING ERRCODE = 'check_violation', TABLE = 'customer_order', CONSTRAINT = 'customer_order__credits_its_own';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER customer_order__credits_its_own AFTER INSERT ON customer_order
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION customer_order_credits_its_own();

-- Whose an order is never changes, but for this: what was of a merged contact becomes its survivor's, with the merge.
CREATE FUNCTION customer_order_moves_with_merge() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM contact WHERE id = OLD.customer_id AND merged_into = NEW.customer_id) THEN
    RAISE EXCEPTION 'order % goes to the survivor of a merge only', OLD.id
      USING ERRCODE = 'restrict_violation', TABLE = 'customer_order', CONSTRAINT = 'customer_order__moves_with_merge';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER customer_order__moves_with_merge BEFORE UPDATE OF customer_id ON customer_order
  FOR EACH ROW WHEN (OLD.customer_id <> NEW.customer_id) EXECUTE FUNCTION customer_order_moves_with_merge();

CREATE FUNCTION contact_takes_orders_along() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE customer_order SET customer_id = NEW.merged_into WHERE customer_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER contact__takes_orders_along AFTER UPDATE OF merged_into ON contact
  FOR EACH ROW WHEN (NEW.merged_into IS NOT NULL) EXECUTE FUNCTION contact_takes_orders_along();

-- Who records an order for a contact that is being merged waits for the merge, and is refused then: to be looked up anew.
CREATE TRIGGER customer_order__of_present AFTER INSERT ON customer_order
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION added_to_present_contact('customer_id');

-- What was done to an order, for ever: ids and values, never personal data.
CREATE TABLE order_event (
  id        uuid         NOT NULL DEFAULT uuid_v7(),
  order_id  uuid         NOT NULL,
  at        timestamptz  NOT NULL DEFAULT clock_timestamp(),
  kind      text         NOT NULL,
  actor_id  uuid         NOT NULL,
  source    text         NOT NULL,
  detail    jsonb        NOT NULL DEFAULT '{}',
  CONSTRAINT order_event__pk PRIMARY KEY (order_id, id),
  CONSTRAINT order_event__order FOREIGN KEY (order_id) REFERENCES customer_order (id),
  CONSTRAINT order_event__actor FOREIGN KEY (actor_id) REFERENCES actor (id),
  CONSTRAINT order_event__kind_known CHECK (kind IN ('order.created', 'order.external_status_changed', 'order.refunded', 'order.cancelled')),
  CONSTRAINT order_event__source_known CHECK (source IN ('manual', 'csv_import', 'api', 'order', 'widget'))
);
CREATE TRIGGER order_event__append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON order_event
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_loss();
