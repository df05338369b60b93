import "server-only";
import { PrismaPg } from "@prisma/adapter-pg";
import { PrismaClient } from "./generated/client";
import { getPool } from "./pool";

const globalForPrisma = globalThis as typeof globalThis & { attachePrisma?: PrismaClient };

/** Prisma on the shared pool, for everything that is not a hot path (lists and attributions are plain SQL). */
export function getPrisma(): PrismaClient {
  globalForPrisma.attachePrisma ??= new PrismaClient({ adapter: new PrismaPg(getPool()) });
  return globalForPrisma.attachePrisma;
}
