import "server-only";
import { createHash, randomBytes } from "node:crypto";
import { hash, verify } from "@node-rs/argon2";

/** Argon2id with OWASP's parameters: 19 MiB, 2 passes, 1 lane. */
const ARGON2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** The hash of a password that nobody has: verifying against it takes as long as against a real one. */
let nobodysHash: Promise<string> | undefined;

/** What is kept of a password. Composed Unicode, so that every keyboard types the same one. */
export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize("NFKC"), ARGON2);
}

/**
 * Whether the password is the one that was hashed. Without a hash (no such user, or no password chosen yet) the answer
 * is no, after the same work: how long it takes does not tell who exists.
 */
export async function isPassword(password: string, passwordHash: string | null): Promise<boolean> {
  nobodysHash ??= hashPassword(randomBytes(32).toString("base64url"));
  const matches = await verify(passwordHash ?? (await nobodysHash), password.normalize("NFKC"));
  return passwordHash !== null && matches;
}

/** A token for a one-time link: 256 random bits, of which only the hash is kept. */
export function createToken(): { token: string; tokenHash: string } {
  const token = randomBytes(32).toString("base64url");
  return { token, tokenHash: hashToken(token) };
}

/** SHA-256 is enough for 256 random bits; stretching is for passwords. */
export function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
