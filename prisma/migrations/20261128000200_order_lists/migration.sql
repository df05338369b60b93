-- The list of orders is read in the order of purchase, whatever it is filtered by: each filter's index ends in it.
DROP INDEX customer_order__by_customer;
DROP INDEX customer_order__by_campaign;
DROP INDEX customer_order__by_attribution;
DROP INDEX customer_order__by_status;
DROP INDEX customer_order__by_source;
CREATE INDEX customer_order__by_customer ON customer_order (customer_id, ordered_at, id);
CREATE INDEX customer_order__by_campaign ON customer_order (campaign_id, ordered_at, id);
CREATE INDEX customer_order__by_attribution ON customer_order (attribution_id, ordered_at, id);
CREATE INDEX customer_order__by_status ON customer_order (status, ordered_at, id);
CREATE INDEX customer_order__by_source ON customer_order (source, ordered_at, id);
CREATE INDEX customer_order__by_currency ON customer_order (currency, ordered_at, id);
-- Any part of the shop's id, in any case.
CREATE INDEX customer_order__by_text ON customer_order USING gin (order_id gin_trgm_ops);
