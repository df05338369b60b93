import "server-only";
import { createHash, randomBytes } from "node:crypto";
import { crc32 } from "node:zlib";

const PREFIX = "attache_";
const RANDOM_LENGTH = 32;
const CHECK_LENGTH = 6;
const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const FORM = new RegExp(`^${PREFIX}([0-9A-Za-z]{${RANDOM_LENGTH}})([0-9A-Za-z]{${CHECK_LENGTH}})$`);
/** So much of a secret is shown, so that its owner can tell it from others. */
const HINT_LENGTH = PREFIX.length + 4;

/** A new secret: about 190 random bits, and a checksum that tells a mistyped one without asking the database. */
export function createSecret(): { secret: string; hash: string; hint: string } {
  const random = Array.from(randomCharacters(RANDOM_LENGTH)).join("");
  const secret = `${PREFIX}${random}${checksum(random)}`;
  return { secret, hash: hashSecret(secret), hint: secret.slice(0, HINT_LENGTH) };
}

/** What is kept of a secret. It has enough random bits that a plain hash cannot be searched through. */
export function hashSecret(secret: string): string {
  return createHash("sha256").update(secret).digest("base64url");
}

/** Whether this can be a secret of ours at all: a cut or mistyped one cannot, and costs no query. */
export function isWellFormed(secret: string): boolean {
  const [, random, check] = FORM.exec(secret) ?? [];
  return random !== undefined && checksum(random) === check;
}

function checksum(text: string): string {
  let rest = crc32(text);
  let digits = "";
  for (let place = 0; place < CHECK_LENGTH; place++) {
    digits = ALPHABET[rest % ALPHABET.length] + digits;
    rest = Math.floor(rest / ALPHABET.length);
  }
  return digits;
}

/** Random characters, each equally likely: bytes that would favour some are drawn again. */
function* randomCharacters(count: number): Generator<string> {
  const fair = 256 - (256 % ALPHABET.length);
  for (let made = 0; made < count; ) {
    for (const byte of randomBytes(count)) {
      if (byte >= fair || made === count) continue;
      made++;
      yield ALPHABET[byte % ALPHABET.length]!;
    }
  }
}
