import pg from "pg";
import type { Db } from "@/lib/db/pool";

/** Every column of every table that can hold text, in all schemas but the catalogs, as the catalog has them. */
async function textColumns(db: Db): Promise<{ schema: string; table: string; column: string; isBytes: boolean }[]> {
  const { rows } = await db.query(`
    SELECT nspname AS schema, relname AS table, attname AS column, typname IN ('bytea', '_bytea') AS "isBytes"
    FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid JOIN pg_namespace ON pg_namespace.oid = relnamespace
    JOIN pg_type ON pg_type.oid = atttypid
    WHERE relkind IN ('r', 'p', 'm') AND attnum > 0 AND NOT attisdropped
      AND nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
      AND (typcategory IN ('S', 'A', 'U') OR typname IN ('json', 'jsonb', 'bytea'))
    ORDER BY 1, 2, 3`);
  return rows;
}

/** Where any of the values is found, whatever its case: "table.column". */
export async function placesOf(db: Db, values: string[]): Promise<string[]> {
  const places: string[] = [];
  for (const { schema, table, column, isBytes } of await textColumns(db)) {
    const name = pg.escapeIdentifier(column);
    const text = isBytes ? `convert_from(${name}, 'LATIN1')` : `${name}::text`;
    const from = `${pg.escapeIdentifier(schema)}.${pg.escapeIdentifier(table)}`;
    const { rows } = await db.query(`SELECT 1 FROM ${from} WHERE lower(${text}) LIKE ANY($1) LIMIT 1`, [
      values.map((value) => `%${value.toLowerCase().replace(/[\\%_]/g, "\\$&")}%`),
    ]);
    if (rows.length > 0) places.push(`${table}.${column}`);
  }
  const { rows } = await db.query(
    `SELECT DISTINCT tablename || '.' || attname AS place FROM pg_stats
     WHERE schemaname = 'public' AND lower(concat(most_common_vals::text, histogram_bounds::text)) LIKE ANY($1)`,
    [values.map((value) => `%${value.toLowerCase()}%`)],
  );
  return [...places, ...rows.map(({ place }) => `statistics of ${place}`)];
}
