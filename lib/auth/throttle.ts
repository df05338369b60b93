import "server-only";
import { createHash } from "node:crypto";
import sql from "sql-template-tag";
import type { Db } from "@/lib/db/pool";

/** Failed sign-ins allowed in one window. An address may be a whole office, an account is one person. */
const LIMITS = { account: 10, address: 50 } as const;
const WINDOW_MINUTES = 15;

/** The two keys of an attempt. Hashed, so that the table holds no e-mail and no address. */
function keysOf({ email, address }: Attempt): { account: string; address: string } {
  const hash = (text: string) => createHash("sha256").update(text).digest("base64url");
  return {
    account: `account:${hash(email.trim().toLowerCase().normalize("NFKC"))}`,
    address: `address:${hash(address)}`,
  };
}

type Attempt = { email: string; address: string };

/**
 * Counts an attempt as failed before any password is hashed, so that many at once cannot slip through; `forgive` takes
 * it back after a success. Whether the account exists makes no difference.
 * @returns whether the attempt may go on
 */
export async function admit(db: Db, attempt: Attempt): Promise<boolean> {
  const keys = keysOf(attempt);
  const { rows } = await db.query<{ key: string; failures: number }>(
    sql`INSERT INTO sign_in_throttle AS throttle (key, failures, window_started_at)
        VALUES (${keys.account}, 1, now()), (${keys.address}, 1, now())
        ON CONFLICT (key) DO UPDATE SET
          failures = CASE WHEN throttle.window_started_at < now() - make_interval(mins => ${WINDOW_MINUTES}::int)
            THEN 1 ELSE throttle.failures + 1 END,
          window_started_at = CASE WHEN throttle.window_started_at < now() - make_interval(mins => ${WINDOW_MINUTES}::int)
            THEN now() ELSE throttle.window_started_at END
        RETURNING key, failures`,
  );
  return rows.every(({ key, failures }) => failures <= (key === keys.account ? LIMITS.account : LIMITS.address));
}

/** After a success: the account starts anew, and the address is not held against it. Old windows are swept. */
export async function forgive(db: Db, attempt: Attempt): Promise<void> {
  const keys = keysOf(attempt);
  await db.query(sql`UPDATE sign_in_throttle SET failures = greatest(0, failures - 1) WHERE key = ${keys.address}`);
  await db.query(
    sql`DELETE FROM sign_in_throttle
        WHERE key = ${keys.account} OR window_started_at < now() - make_interval(mins => ${WINDOW_MINUTES}::int)`,
  );
}
