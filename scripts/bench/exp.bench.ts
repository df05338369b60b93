import pg from "pg";
import { appendFileSync, writeFileSync } from "node:fs";
import { test } from "vitest";
import { startCheck, startRun } from "@/lib/imports/commands";
import { findImport } from "@/lib/imports/queries";
import { receiveFile } from "@/lib/imports/receive";
import { DEFAULT_CHOICES } from "@/lib/imports/schema";
import { workOff } from "@/lib/imports/worker";
import { readFileSync } from "node:fs";
import { bytesOfFile, fill } from "./import-world";
import { applyMigrations } from "../launcher/migrate.mjs";
const N = Number(process.env.N ?? 100_000);
const F = Number(process.env.F ?? 200_000);
test("x", async () => {
  const L = readFileSync("/tmp/exp/base.log", "utf8").split("\n").find((l) => l.includes("/exp?"))!.split(" ");
  const admin = new pg.Client({ connectionString: L[1] }); await admin.connect();
  if (process.env.FILL) {
    await admin.query("DROP DATABASE IF EXISTS fil WITH (FORCE)");
    await admin.query("CREATE DATABASE fil OWNER attache");
    const u = L[0]!.replace("/exp?", "/fil?");
    await applyMigrations(u, { root: process.cwd() });
    const p = new pg.Pool({ connectionString: u }); await fill(p, F); await p.end();
  }
  await admin.query("DROP DATABASE IF EXISTS exp3 WITH (FORCE)");
  await admin.query("CREATE DATABASE exp3 TEMPLATE fil OWNER attache");
  const pool = new pg.Pool({ connectionString: L[1]!.replace("/postgres?", "/exp3?"), max: 10 });
  writeFileSync("/tmp/exp/plans.txt", "");
  if (process.env.EXPLAIN) pool.on("connect", async (c) => {
    c.on("notice", (n) => appendFileSync("/tmp/exp/plans.txt", n.message + "\n"));
    await c.query("LOAD 'auto_explain'; SET auto_explain.log_min_duration=200; SET auto_explain.log_analyze=on; SET auto_explain.log_nested_statements=on; SET client_min_messages=log; SET auto_explain.log_level=notice; SET auto_explain.log_parameter_max_length=10");
  });
  await pool.query("ANALYZE");
  const { rows } = await pool.query("SELECT id FROM app_user");
  const t = async (w: string, f: () => Promise<unknown>) => { const s = performance.now(); const c = process.cpuUsage(); await f(); const d = process.cpuUsage(c); console.log(w, ((performance.now() - s) / 1000).toFixed(2), "node cpu", (d.user / 1e6).toFixed(2)); };
  let id = "";
  await t("upload", async () => { const r = await receiveFile(pool, { kind: "attributions", name: "b.csv", userId: rows[0].id, bytes: bytesOfFile(N) }); id = (r as any).id; });
  const v = (await findImport(pool, id))!;
  if (process.env.READ) { const { readRows } = await import("@/lib/imports/read-rows"); const { readRun } = await import("@/lib/imports/run-record"); await t("read", async () => readRows(pool, (await readRun(pool, id))!)); }
  await startCheck(pool, { id, mapping: v.mapping, choices: DEFAULT_CHOICES });
  await t("check", () => workOff(pool));
  await startRun(pool, id);
  await t("run", () => workOff(pool));
  console.log((await findImport(pool, id))!.result, (await findImport(pool, id))!.failure);
  await pool.end(); await admin.end();
});
