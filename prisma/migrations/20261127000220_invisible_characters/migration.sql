-- Characters that nobody sees do not make another e-mail, code or name: soft hyphens, spaces and joiners without width,
-- marks of direction, variation selectors. Web pages leave them in what is copied from them. NFKC keeps them.
CREATE OR REPLACE FUNCTION normal_form(value text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT lower(btrim(
    CASE WHEN octet_length(value) = length(value) THEN value ELSE normalize(translate(value,
      E'\u00AD\u034F\u061C\u180E\u200B\u200C\u200D\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\u206A\u206B\u206C\u206D\u206E\u206F\uFE00\uFE01\uFE02\uFE03\uFE04\uFE05\uFE06\uFE07\uFE08\uFE09\uFE0A\uFE0B\uFE0C\uFE0D\uFE0E\uFE0F\uFEFF',
      ''), NFKC) END, E' \t\n\r\f\v'))
$$;

-- A generated column is computed when its row is written, an index when it is built. Two contacts or codes that are one
-- by now stay two, the later one under its old key, until somebody writes it.
UPDATE app_user SET email = email WHERE email_key <> normal_form(email);
UPDATE contact SET email = email WHERE id IN (
  SELECT DISTINCT ON (normal_form(email)) id FROM contact AS changing
  WHERE email_key <> normal_form(email)
    AND NOT EXISTS (SELECT FROM contact WHERE email_key = normal_form(changing.email))
  ORDER BY normal_form(email), id);
UPDATE referral_code SET code = code WHERE id IN (
  SELECT DISTINCT ON (normal_form(code)) id FROM referral_code AS changing
  WHERE code_key <> normal_form(code)
    AND NOT EXISTS (SELECT FROM referral_code WHERE code_key = normal_form(changing.code))
  ORDER BY normal_form(code), id);
REINDEX INDEX segment__name_unique;
