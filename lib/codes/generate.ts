import "server-only";
import { randomInt } from "node:crypto";

/**
 * Without vowels, so that no word comes about, and without what is taken for another character when it is read aloud,
 * written by hand or printed small: 0 and O, 1, I and L, 2 and Z, 5 and S, 8 and B, U and V.
 */
const ALPHABET = "34679CDFGHJKMNPQRTWXY";
const LENGTH = 8;

/** A new shortcode: 21^8, some 38 billion. Whether it is free is for the database to say. */
export function randomShortcode(): string {
  return Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
}
