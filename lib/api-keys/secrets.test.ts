import { expect, test } from "vitest";
import { createSecret, hashSecret, isWellFormed } from "./secrets";

test("a new secret is well formed, says where it is from, and is never the same twice", () => {
  const secrets = Array.from({ length: 500 }, () => createSecret());
  expect(secrets.every(({ secret }) => isWellFormed(secret) && secret.startsWith("attache_"))).toBe(true);
  expect(new Set(secrets.map(({ secret }) => secret)).size).toBe(500);
});

test("what is kept is a hash, and a hint too short to guess the rest from", () => {
  const { secret, hash, hint } = createSecret();
  expect(hash).toBe(hashSecret(secret));
  expect(hash).not.toContain(secret.slice(8, 20));
  expect(secret.startsWith(hint)).toBe(true);
  expect(hint).toHaveLength("attache_".length + 4);
});

test("one wrong, missing or additional letter makes it none of ours", () => {
  const { secret } = createSecret();
  for (let place = "attache_".length; place < secret.length; place++) {
    const other = secret[place] === "x" ? "y" : "x";
    expect(isWellFormed(secret.slice(0, place) + other + secret.slice(place + 1))).toBe(false);
    expect(isWellFormed(secret.slice(0, place) + secret.slice(place + 1))).toBe(false);
  }
  for (const wrong of [`${secret}x`, ` ${secret}`, secret.toUpperCase(), "", "attache_"])
    expect(isWellFormed(wrong)).toBe(false);
});
