import "server-only";
import { randomInt } from "node:crypto";
import { fillPattern } from "./rules";

const LENGTH = 8;

/** A new shortcode: 21^8, some 38 billion. Whether it is free is for the database to say. */
export function randomShortcode(): string {
  return fillPattern("#".repeat(LENGTH), randomInt);
}
