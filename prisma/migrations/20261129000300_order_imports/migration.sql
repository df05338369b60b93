-- A further kind of imports: orders (docs/decisions/0024).

ALTER TABLE import_run
  DROP CONSTRAINT import_run__kind_known,
  ADD CONSTRAINT import_run__kind_known CHECK (kind IN ('attributions', 'contacts', 'coupons', 'orders'));

-- There are more outcomes of a row than three bits can tell: a verdict has the outcome in its lower four.
UPDATE import_match SET verdict = (verdict & 7) | ((verdict >> 3) << 4) WHERE verdict > 7;
