-- NFKC turns the no-break spaces that spreadsheets and web pages leave around a value into spaces, so what is trimmed
-- is the normalised text; tabs and line breaks around a value are padding as well. Before, "a code" and "a code" with
-- such a space were two codes, and an e-mail padded like this was not found.
CREATE OR REPLACE FUNCTION normal_form(value text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
  SELECT lower(btrim(normalize(value, NFKC), E' \t\n\r\f\v'))
$$;

-- A generated column is computed when its row is written, an index when it is built.
UPDATE app_user SET email = email WHERE email_key <> normal_form(email);
UPDATE contact SET email = email WHERE email_key <> normal_form(email);
UPDATE referral_code SET code = code WHERE code_key <> normal_form(code);
REINDEX INDEX segment__name_unique;
