/**
 * How `prisma/schema` differs from a database, in the words of Prisma's own engine: the one that `prisma migrate diff`
 * would use. It comes from npm as WebAssembly, where the usual one is a download of its own.
 */
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from "@prisma/driver-adapter-utils";
import * as glue from "@prisma/schema-engine-wasm/schema_engine_bg";
import pg from "pg";

const require = createRequire(import.meta.url);
/** PostgreSQL's internal one-character type, which the engine asks for and the adapter does not know. */
const CHAR_OID = 18;
const TEXT_OID = 25;

/**
 * The SQL that would turn the database into what the schema says.
 * @param {string} url
 * @param {string} root of the project
 * @returns {Promise<string | null>} null when they agree
 */
export async function schemaDrift(url, root) {
  const folder = join(root, "prisma", "schema");
  const files = readdirSync(folder).map((name) => ({
    path: join(folder, name),
    content: readFileSync(join(folder, name), "utf8"),
  }));
  const pool = new PoolForEngine({ connectionString: url });
  const factory = bindMigrationAwareSqlAdapterFactory(withCharColumns(new PrismaPg(pool)));
  const datamodels = files.map(({ path, content }) => [path, content]);
  const engine = await (await engineClass()).new({ datamodels }, () => {}, factory);
  try {
    const { exitCode, stdout } = await engine.diff({
      from: { tag: "schemaDatasource", files, configDir: folder },
      to: { tag: "schemaDatamodel", files, configDir: folder },
      script: true,
      exitCode: true,
      filters: { externalTables: ["public._prisma_migrations"], externalEnums: [] },
    });
    return exitCode === 0 ? null : stdout;
  } finally {
    engine.free();
    await pool.end();
  }
}

let loading = null;

/** Loaded once: its glue keeps the memory of the one instance it was given. */
function engineClass() {
  loading ??= (async () => {
    const folder = dirname(require.resolve("@prisma/schema-engine-wasm/schema_engine_bg"));
    const code = readFileSync(join(folder, "schema_engine_bg.wasm"));
    const { instance } = await WebAssembly.instantiate(code, { "./schema_engine_bg.js": glue });
    glue.__wbg_set_wasm(instance.exports);
    instance.exports.__wbindgen_start();
    return glue.SchemaEngine;
  })();
  return loading;
}

/** Lets the adapter take a one-character column for text … */
class PoolForEngine extends pg.Pool {
  async query(...args) {
    const result = await super.query(...args);
    for (const field of result.fields) if (field.dataTypeID === CHAR_OID) field.dataTypeID = TEXT_OID;
    return result;
  }
}

/** … and tells the engine that it is one character. It asks for one such column, the kind of a constraint. */
function withCharColumns(factory) {
  const connect = factory.connect.bind(factory);
  factory.connect = async () => {
    const adapter = await connect();
    const queryRaw = adapter.queryRaw.bind(adapter);
    adapter.queryRaw = async (query) => {
      const result = await queryRaw(query);
      const kind = result.columnNames.indexOf("constraint_type");
      if (kind >= 0) result.columnTypes[kind] = ColumnTypeEnum.Character;
      return result;
    };
    return adapter;
  };
  return factory;
}
