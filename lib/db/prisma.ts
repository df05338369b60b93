import "server-only";
import { PrismaPg } from "@prisma/adapter-pg";
import type pg from "pg";
import { PrismaClient } from "./generated/client";

const clients = new WeakMap<pg.Pool, PrismaClient>();

/**
 * Prisma on a pool of ours, so that the number of connections is bounded in one place: for plain records that are neither
 * a hot path nor part of somebody's transaction. Lists, attributions and whatever must be one statement are SQL.
 */
export function prismaOn(pool: pg.Pool): PrismaClient {
  const known = clients.get(pool);
  if (known) return known;
  const client = new PrismaClient({ adapter: new PrismaPg(pool) });
  clients.set(pool, client);
  return client;
}
