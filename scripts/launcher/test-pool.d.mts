import type pg from "pg";

export function openTestPool(connectionString: string, options?: pg.PoolConfig): pg.Pool;
