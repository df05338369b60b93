-- Rewards: what an advocate, or the customer, earns. A rule of a campaign (its "reward trigger") says for what and how
-- much; each edit of a rule is a version of its own, and a reward names the version that made it, for ever.

CREATE TABLE reward_rule (
  id           uuid         NOT NULL DEFAULT uuid_v7(),
  campaign_id  uuid         NOT NULL,
  -- The version in force.
  version      integer      NOT NULL DEFAULT 1,
  created_at   timestamptz  NOT NULL DEFAULT clock_timestamp(),
  retired_at   timestamptz,
  CONSTRAINT reward_rule__pk PRIMARY KEY (id),
  CONSTRAINT reward_rule__campaign FOREIGN KEY (campaign_id) REFERENCES campaign (id)
);
CREATE INDEX reward_rule__by_campaign ON reward_rule (campaign_id, id);

CREATE TABLE reward_rule_version (
  rule_id             uuid         NOT NULL,
  version             integer      NOT NULL,
  name                text         NOT NULL,
  trigger             text         NOT NULL,
  for_advocate        boolean      NOT NULL,
  for_customer        boolean      NOT NULL,
  amount_kind         text         NOT NULL,
  amount_minor        bigint,
  -- Hundredths of a percent of the order's revenue.
  percent_hundredths  integer,
  cap_minor           bigint,
  -- Of the amount, the cap and the minimum.
  currency            text         NOT NULL,
  starts_as           text         NOT NULL,
  min_revenue_minor   bigint,
  external_status     text,
  first_order_only    boolean      NOT NULL DEFAULT false,
  actor_id            uuid         NOT NULL,
  created_at          timestamptz  NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT reward_rule_version__pk PRIMARY KEY (rule_id, version),
  CONSTRAINT reward_rule_version__rule FOREIGN KEY (rule_id) REFERENCES reward_rule (id),
  CONSTRAINT reward_rule_version__actor FOREIGN KEY (actor_id) REFERENCES actor (id),
  CONSTRAINT reward_rule_version__counted CHECK (version >= 1),
  CONSTRAINT reward_rule_version__named CHECK (name = btrim(name) AND length(name) BETWEEN 1 AND 200),
  CONSTRAINT reward_rule_version__trigger_known CHECK (trigger IN ('attribution_created', 'order_created')),
  CONSTRAINT reward_rule_version__for_somebody CHECK (for_advocate OR for_customer),
  CONSTRAINT reward_rule_version__one_amount CHECK (
    (amount_kind = 'fixed' AND amount_minor IS NOT NULL AND percent_hundredths IS NULL AND cap_minor IS NULL)
    OR (amount_kind = 'percent' AND amount_minor IS NULL AND percent_hundredths IS NOT NULL)),
  CONSTRAINT reward_rule_version__amount_counted CHECK (amount_minor BETWEEN 1 AND 9000000000000000),
  CONSTRAINT reward_rule_version__percent_counted CHECK (percent_hundredths BETWEEN 1 AND 10000),
  CONSTRAINT reward_rule_version__cap_counted CHECK (cap_minor BETWEEN 1 AND 9000000000000000),
  CONSTRAINT reward_rule_version__min_counted CHECK (min_revenue_minor BETWEEN 1 AND 9000000000000000),
  CONSTRAINT reward_rule_version__currency_form CHECK (currency ~ '^[A-Z]{3}$'),
  CONSTRAINT reward_rule_version__start_known CHECK (starts_as IN ('pending', 'approved')),
  -- An attribution has no revenue, no status of a shop, and comes first.
  CONSTRAINT reward_rule_version__of_orders CHECK (trigger = 'order_created' OR (amount_kind = 'fixed'
    AND min_revenue_minor IS NULL AND external_status IS NULL AND NOT first_order_only)),
  CONSTRAINT reward_rule_version__status_said CHECK (
    external_status = btrim(external_status) AND length(external_status) BETWEEN 1 AND 200)
);

-- "Edited rules never change rewards that exist": an edit is another version, and the rule points at it.
ALTER TABLE reward_rule ADD CONSTRAINT reward_rule__in_force FOREIGN KEY (id, version)
  REFERENCES reward_rule_version (rule_id, version) DEFERRABLE INITIALLY DEFERRED;
CREATE TRIGGER reward_rule__kept BEFORE DELETE OR TRUNCATE ON reward_rule
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_loss();
CREATE TRIGGER reward_rule__origin_kept BEFORE UPDATE OF id, campaign_id, created_at ON reward_rule
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_loss();
CREATE TRIGGER reward_rule_version__append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON reward_rule_version
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_loss();

CREATE TABLE reward (
  id              uuid         NOT NULL DEFAULT uuid_v7(),
  campaign_id     uuid         NOT NULL,
  rule_id         uuid         NOT NULL,
  rule_version    integer      NOT NULL,
  attribution_id  uuid         NOT NULL,
  -- Null for what is earned by the attribution itself.
  order_id        uuid,
  recipient       text         NOT NULL,
  contact_id      uuid         NOT NULL,
  amount_minor    bigint       NOT NULL,
  currency        text         NOT NULL,
  status          text         NOT NULL,
  -- The customer, where the rule gives only once for each.
  once_for        uuid,
  created_at      timestamptz  NOT NULL DEFAULT clock_timestamp(),
  changed_at      timestamptz,
  CONSTRAINT reward__pk PRIMARY KEY (id),
  CONSTRAINT reward__campaign FOREIGN KEY (campaign_id) REFERENCES campaign (id),
  CONSTRAINT reward__rule FOREIGN KEY (rule_id, rule_version) REFERENCES reward_rule_version (rule_id, version),
  CONSTRAINT reward__attribution FOREIGN KEY (attribution_id) REFERENCES attribution (id),
  CONSTRAINT reward__order FOREIGN KEY (order_id) REFERENCES customer_order (id),
  CONSTRAINT reward__contact FOREIGN KEY (contact_id) REFERENCES contact (id),
  CONSTRAINT reward__recipient_known CHECK (recipient IN ('advocate', 'customer')),
  CONSTRAINT reward__amount_counted CHECK (amount_minor BETWEEN 1 AND 9000000000000000),
  CONSTRAINT reward__currency_form CHECK (currency ~ '^[A-Z]{3}$'),
  CONSTRAINT reward__status_known CHECK (status IN ('pending', 'approved', 'denied', 'flagged', 'fulfilled'))
);
-- "One order can never give the same reward twice, whatever is retried."
CREATE UNIQUE INDEX reward__once_per_order ON reward (order_id, rule_id, recipient) WHERE order_id IS NOT NULL;
-- Once for each customer, unless what was given was denied: then another may take its place.
CREATE UNIQUE INDEX reward__once_per_customer ON reward (once_for, rule_id, recipient)
  WHERE once_for IS NOT NULL AND status <> 'denied';
CREATE INDEX reward__by_contact ON reward (contact_id, id);
CREATE INDEX reward__by_campaign ON reward (campaign_id, id);
CREATE INDEX reward__by_rule ON reward (rule_id, id);
CREATE INDEX reward__by_attribution ON reward (attribution_id, id);
CREATE INDEX reward__by_status ON reward (status, id);
CREATE INDEX reward__by_currency ON reward (currency, id);

CREATE TRIGGER reward__kept BEFORE DELETE OR TRUNCATE ON reward
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_loss();
-- "Past orders and rewards will not be transferred": only what is decided about a reward changes.
CREATE TRIGGER reward__origin_kept
  BEFORE UPDATE OF id, campaign_id, rule_id, rule_version, attribution_id, order_id, recipient, amount_minor, currency,
    once_for, created_at ON reward
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_loss();

-- A reward is of its rule's campaign, and of the attribution that its order credits.
CREATE FUNCTION reward_fits_together() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  wrong uuid;
  planned_anew CONSTANT boolean := true;
BEGIN
  SELECT added.id INTO wrong FROM added
  JOIN attribution ON attribution.id = added.attribution_id JOIN reward_rule ON reward_rule.id = added.rule_id
  LEFT JOIN customer_order ON customer_order.id = added.order_id
  WHERE planned_anew AND (attribution.campaign_id <> added.campaign_id OR reward_rule.campaign_id <> added.campaign_id
    OR (added.order_id IS NOT NULL AND customer_order.attribution_id IS DISTINCT FROM added.attribution_id))
  LIMIT 1;
  IF wrong IS NOT NULL THEN
    RAISE EXCEPTION 'reward % is of another campaign than its rule, or of another attribution than its order', wrong
      USING ERRCODE = 'check_violation', TABLE = 'reward', CONSTRAINT = 'reward__fits_together';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER reward__fits_together AFTER INSERT ON reward
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION reward_fits_together();

-- What is fulfilled was paid, which nothing undoes; what is denied is paid only if it is approved first.
CREATE FUNCTION reward_moves_on() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.status = 'fulfilled' OR (NEW.status = 'fulfilled' AND OLD.status <> 'approved') OR NEW.status = 'pending' THEN
    RAISE EXCEPTION 'reward % does not go from % to %', OLD.id, OLD.status, NEW.status
      USING ERRCODE = 'check_violation', TABLE = 'reward', CONSTRAINT = 'reward__moves_on';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER reward__moves_on BEFORE UPDATE OF status ON reward
  FOR EACH ROW WHEN (OLD.status <> NEW.status) EXECUTE FUNCTION reward_moves_on();

-- Whose a reward is never changes, but for this: what was of a merged contact becomes its survivor's, with the merge.
CREATE FUNCTION reward_moves_with_merge() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM contact WHERE id = OLD.contact_id AND merged_into = NEW.contact_id) THEN
    RAISE EXCEPTION 'reward % goes to the survivor of a merge only', OLD.id
      USING ERRCODE = 'restrict_violation', TABLE = 'reward', CONSTRAINT = 'reward__moves_with_merge';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER reward__moves_with_merge BEFORE UPDATE OF contact_id ON reward
  FOR EACH ROW WHEN (OLD.contact_id <> NEW.contact_id) EXECUTE FUNCTION reward_moves_with_merge();

CREATE FUNCTION contact_takes_rewards_along() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE reward SET contact_id = NEW.merged_into WHERE contact_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER contact__takes_rewards_along AFTER UPDATE OF merged_into ON contact
  FOR EACH ROW WHEN (NEW.merged_into IS NOT NULL) EXECUTE FUNCTION contact_takes_rewards_along();

-- The foreign key has waited for a merge by now: whoever names the merged contact then is refused, and may try again.
CREATE FUNCTION reward_not_of_merged() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  gone uuid;
  planned_anew CONSTANT boolean := true;
BEGIN
  SELECT contact.id INTO gone FROM added JOIN contact ON contact.id = added.contact_id
  WHERE planned_anew AND contact.merged_into IS NOT NULL LIMIT 1;
  IF gone IS NOT NULL THEN
    RAISE EXCEPTION 'contact % was merged: its survivor is rewarded', gone
      USING ERRCODE = 'restrict_violation', TABLE = 'reward', CONSTRAINT = 'reward__not_of_merged';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER reward__not_of_merged AFTER INSERT ON reward
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION reward_not_of_merged();

-- What was done to a reward, for ever: ids and values; the reason is what a person wrote.
CREATE TABLE reward_event (
  id           uuid         NOT NULL DEFAULT uuid_v7(),
  reward_id    uuid         NOT NULL,
  at           timestamptz  NOT NULL DEFAULT clock_timestamp(),
  kind         text         NOT NULL,
  from_status  text,
  to_status    text         NOT NULL,
  actor_id     uuid         NOT NULL,
  source       text         NOT NULL,
  reason       text,
  -- Why by itself: the order's end, a banned recipient.
  cause        text,
  CONSTRAINT reward_event__pk PRIMARY KEY (reward_id, id),
  CONSTRAINT reward_event__reward FOREIGN KEY (reward_id) REFERENCES reward (id),
  CONSTRAINT reward_event__actor FOREIGN KEY (actor_id) REFERENCES actor (id),
  CONSTRAINT reward_event__kind_known CHECK (kind IN ('reward.created', 'reward.approved', 'reward.denied', 'reward.flagged', 'reward.fulfilled')),
  CONSTRAINT reward_event__source_known CHECK (source IN ('manual', 'csv_import', 'api', 'order', 'widget')),
  CONSTRAINT reward_event__cause_known CHECK (cause IN ('order_refunded', 'order_cancelled', 'contact_banned', 'contact_erased')),
  CONSTRAINT reward_event__reason_short CHECK (length(reason) <= 500)
);
CREATE TRIGGER reward_event__append_only BEFORE DELETE OR TRUNCATE ON reward_event
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_loss();
-- As in an attribution's history: only the transaction that erases somebody takes out a reason that names them.
CREATE FUNCTION reward_event_unchanged() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE kept reward_event := NEW;
BEGIN
  kept.reason := OLD.reason;
  IF kept IS DISTINCT FROM OLD OR OLD.reason IS NULL OR NEW.reason IS DISTINCT FROM '[erased]'
    OR NOT EXISTS (SELECT FROM contact WHERE erased_at = now()) THEN
    RAISE EXCEPTION 'an event is never changed'
      USING ERRCODE = 'restrict_violation', TABLE = 'reward_event', CONSTRAINT = 'reward_event__unchanged';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER reward_event__unchanged BEFORE UPDATE ON reward_event
  FOR EACH ROW EXECUTE FUNCTION reward_event_unchanged();

---------------------------------------------------------------------------------------------------------------------
-- Rewards come to exist with the event that earns them, whichever door it came through: no door can forget them.

-- From when a rule counts: the beginning of the day, in UTC, on which it was made. What is older, an import of past
-- years for one, earns nothing.
CREATE FUNCTION reward_rule_counts_from(made timestamptz) RETURNS timestamptz
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT date_trunc('day', made AT TIME ZONE 'UTC') AT TIME ZONE 'UTC' $$;

-- What a version of a rule gives for a revenue: half a minor unit is rounded up.
CREATE FUNCTION reward_amount(rule reward_rule_version, revenue_minor bigint) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE rule.amount_kind WHEN 'fixed' THEN rule.amount_minor
    ELSE least(round(revenue_minor::numeric * rule.percent_hundredths / 10000)::bigint, coalesce(rule.cap_minor, 9000000000000000)) END
$$;

CREATE TYPE reward_due AS (campaign_id uuid, rule_id uuid, rule_version integer, attribution_id uuid, order_id uuid,
  recipient text, contact_id uuid, amount_minor bigint, currency text, starts_as text, once_for uuid, actor_id uuid, source text);

-- Inserts what is due with its event, but for what was given before. Of somebody who is banned or erased it waits for an admin.
CREATE FUNCTION give_rewards(due reward_due[]) RETURNS void LANGUAGE sql AS $$
  WITH given AS (
    SELECT due.*, coalesce(contact.merged_into, contact.id) AS recipient_id,
      CASE WHEN contact.erased_at IS NOT NULL THEN 'contact_erased' WHEN contact.status = 'banned' THEN 'contact_banned' END AS cause
    FROM unnest(due) AS due JOIN contact ON contact.id = due.contact_id
    WHERE due.amount_minor >= 1
  ),
  made AS (
    INSERT INTO reward (campaign_id, rule_id, rule_version, attribution_id, order_id, recipient, contact_id, amount_minor,
      currency, status, once_for)
    SELECT campaign_id, rule_id, rule_version, attribution_id, order_id, recipient, recipient_id, amount_minor, currency,
      CASE WHEN cause IS NULL THEN starts_as ELSE 'flagged' END, once_for
    FROM given ORDER BY once_for, order_id, rule_id, recipient
    ON CONFLICT DO NOTHING
    RETURNING id, status, rule_id, attribution_id, order_id, recipient
  )
  INSERT INTO reward_event (reward_id, kind, to_status, actor_id, source, cause)
  SELECT made.id, 'reward.created', made.status, given.actor_id, given.source, given.cause
  FROM made JOIN given ON given.rule_id = made.rule_id AND given.recipient = made.recipient
    AND given.attribution_id = made.attribution_id AND given.order_id IS NOT DISTINCT FROM made.order_id
$$;

CREATE FUNCTION attribution_event_is_rewarded() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  due reward_due[];
  planned_anew CONSTANT boolean := true;
BEGIN
  IF NOT EXISTS (SELECT FROM reward_rule WHERE retired_at IS NULL) THEN RETURN NULL; END IF;
  SELECT array_agg(ROW(event.campaign_id, rule.id, rule.version, event.attribution_id, NULL, to_whom.recipient, to_whom.contact_id,
    terms.amount_minor, terms.currency, terms.starts_as, event.customer_id, event.actor_id, event.source)::reward_due)
  INTO due
  FROM added AS event
  JOIN reward_rule AS rule ON rule.campaign_id = event.campaign_id AND rule.retired_at IS NULL
  JOIN reward_rule_version AS terms ON terms.rule_id = rule.id AND terms.version = rule.version
    AND terms.trigger = 'attribution_created'
  JOIN attribution ON attribution.id = event.attribution_id
  CROSS JOIN LATERAL (VALUES ('advocate', attribution.advocate_id, terms.for_advocate),
    ('customer', attribution.customer_id, terms.for_customer)) AS to_whom (recipient, contact_id, is_for)
  WHERE planned_anew AND event.kind = 'attribution.created' AND event.to_status = 'active' AND to_whom.is_for
    -- A reassignment, or a second attribution after the first was deactivated, is no new referral.
    AND (SELECT min(first.created_at) FROM attribution AS first
      WHERE first.customer_id = attribution.customer_id AND first.campaign_id = attribution.campaign_id
        AND first.inactive_reason IS DISTINCT FROM 'duplicate_attempt') >= reward_rule_counts_from(rule.created_at)
    AND NOT EXISTS (SELECT FROM attribution AS other JOIN reward ON reward.attribution_id = other.id
      WHERE other.customer_id = attribution.customer_id AND other.campaign_id = attribution.campaign_id
        AND reward.rule_id = rule.id AND reward.recipient = to_whom.recipient AND reward.order_id IS NULL
        AND reward.status <> 'denied');
  PERFORM give_rewards(due);
  RETURN NULL;
END $$;
CREATE TRIGGER attribution_event__is_rewarded AFTER INSERT ON attribution_event
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION attribution_event_is_rewarded();

CREATE FUNCTION order_event_is_rewarded() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  due reward_due[];
  planned_anew CONSTANT boolean := true;
BEGIN
  -- "Refund / cancel turns its pending rewards denied, approved ones flagged."
  IF EXISTS (SELECT FROM added WHERE kind IN ('order.refunded', 'order.cancelled')) THEN
    WITH open AS (
      SELECT reward.id, reward.status, event.kind, event.actor_id, event.source
      FROM added AS event JOIN reward ON reward.order_id = event.order_id
      WHERE planned_anew AND event.kind IN ('order.refunded', 'order.cancelled') AND reward.status IN ('pending', 'approved')
      ORDER BY reward.id FOR UPDATE OF reward
    ),
    changed AS (
      UPDATE reward SET status = CASE open.status WHEN 'pending' THEN 'denied' ELSE 'flagged' END, changed_at = clock_timestamp()
      FROM open WHERE reward.id = open.id
      RETURNING reward.id, open.status AS was, reward.status, open.kind, open.actor_id, open.source
    )
    INSERT INTO reward_event (reward_id, kind, from_status, to_status, actor_id, source, cause)
    SELECT id, 'reward.' || status, was, status, actor_id, source, replace(kind, '.', '_') FROM changed;
  END IF;
  IF NOT EXISTS (SELECT FROM reward_rule WHERE retired_at IS NULL) THEN RETURN NULL; END IF;
  -- Who is being merged is waited for: what is read next names who stays.
  PERFORM FROM contact WHERE planned_anew AND id IN (
    SELECT attribution.advocate_id FROM added JOIN customer_order ON customer_order.id = added.order_id
    JOIN attribution ON attribution.id = customer_order.attribution_id
    UNION SELECT customer_order.customer_id FROM added JOIN customer_order ON customer_order.id = added.order_id
    WHERE customer_order.attribution_id IS NOT NULL) ORDER BY id FOR KEY SHARE;
  SELECT array_agg(ROW(bought.campaign_id, rule.id, rule.version, bought.attribution_id, bought.id, to_whom.recipient,
    to_whom.contact_id, reward_amount(terms, bought.revenue_minor), terms.currency, terms.starts_as,
    CASE WHEN terms.first_order_only THEN bought.customer_id END, event.actor_id, event.source)::reward_due)
  INTO due
  FROM added AS event
  JOIN customer_order AS bought ON bought.id = event.order_id AND bought.status = 'placed'
  JOIN attribution ON attribution.id = bought.attribution_id
  JOIN reward_rule AS rule ON rule.campaign_id = bought.campaign_id AND rule.retired_at IS NULL
  JOIN reward_rule_version AS terms ON terms.rule_id = rule.id AND terms.version = rule.version
    AND terms.trigger = 'order_created'
  CROSS JOIN LATERAL (VALUES ('advocate', attribution.advocate_id, terms.for_advocate),
    ('customer', bought.customer_id, terms.for_customer)) AS to_whom (recipient, contact_id, is_for)
  WHERE planned_anew AND to_whom.is_for
    AND (event.kind = 'order.created' OR (event.kind = 'order.external_status_changed' AND terms.external_status IS NOT NULL
      AND event.detail->>'to' IS DISTINCT FROM event.detail->>'from'))
    AND (terms.external_status IS NULL OR normal_form(terms.external_status) = normal_form(bought.external_status))
    -- Nothing is ever converted: a minimum, and a percentage, are of one currency.
    AND (terms.amount_kind = 'fixed' AND terms.min_revenue_minor IS NULL OR terms.currency = bought.currency)
    AND bought.revenue_minor >= coalesce(terms.min_revenue_minor, 0)
    AND bought.ordered_at >= reward_rule_counts_from(rule.created_at)
    AND NOT (terms.first_order_only AND EXISTS (SELECT FROM customer_order AS earlier
      WHERE earlier.customer_id = bought.customer_id AND earlier.campaign_id = bought.campaign_id
        AND earlier.status = 'placed' AND earlier.id < bought.id));
  PERFORM give_rewards(due);
  RETURN NULL;
END $$;
CREATE TRIGGER order_event__is_rewarded AFTER INSERT ON order_event
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION order_event_is_rewarded();

ALTER TABLE audit_event
  DROP CONSTRAINT audit_event__about_its_kind,
  ADD CONSTRAINT audit_event__about_its_kind CHECK (CASE split_part(kind, '.', 1)
    WHEN 'contact' THEN contact_id IS NOT NULL WHEN 'segment' THEN segment_id IS NOT NULL
    WHEN 'campaign' THEN campaign_id IS NOT NULL WHEN 'reward_rule' THEN campaign_id IS NOT NULL
    ELSE code_id IS NOT NULL END),
  DROP CONSTRAINT audit_event__kind_known,
  ADD CONSTRAINT audit_event__kind_known CHECK (kind IN (
    'contact.created', 'contact.updated', 'contact.status_changed', 'contact.merged', 'contact.exported', 'contact.erased',
    'segment.created', 'segment.renamed', 'segment.deleted', 'segment.member_added', 'segment.member_removed',
    'campaign.created', 'campaign.updated', 'campaign.ended', 'campaign.reopened',
    'code.created', 'code.retired', 'code.restored',
    'reward_rule.created', 'reward_rule.changed', 'reward_rule.retired', 'reward_rule.restored'));
