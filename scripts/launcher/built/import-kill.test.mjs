import { setTimeout as wait } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { startCheck, startRun, startUndo } from "@/lib/imports/commands";
import { findImport } from "@/lib/imports/queries";
import { signalTo } from "../processes.mjs";
import { startAttache } from "../run-attache.mjs";
import { makeTestFolder } from "../test-folder.mjs";
import { openTestPool } from "../test-pool.mjs";
import { contentOf, makePeople, uploadFor } from "./imports.mjs";

const KILLS = 20;
/** The database most often: it comes back in a second, where the server is started anew. */
const ORDER = ["database", "database", "server", "database", "database", "everything"];
const MOST_MS_BEFORE_A_KILL = 1_500;
const admin = { ATTACHE_ADMIN_EMAIL: "root@attache.test", ATTACHE_ADMIN_PASSWORD: "correct horse battery staple" };
const choices = { repeat: "log", other: "reassign", createContacts: true };

/** Attaché and connections to its database, both anew after each kill. */
async function open(dataFolder) {
  const attache = await startAttache({ dataFolder, env: admin });
  const pool = openTestPool(attache.databaseUrl, { max: 4 });
  return { attache, pool };
}

test(
  `an import that is killed at ${KILLS} random moments, with its check and its undo, ends as one that was not`,
  async () => {
    const folder = await makeTestFolder();
    onTestFinished(() => folder.remove());
    let { attache, pool } = await open(folder.dataFolder);
    let kills = 0;

    const victims = {
      database: async () => {
        const restarts = attache.output().match(/^The private database is back$/gm)?.length ?? 0;
        signalTo(attache.processes().database, "SIGKILL");
        await expect
          .poll(() => attache.output().match(/^The private database is back$/gm)?.length, { timeout: 60_000 })
          .toBe(restarts + 1);
      },
      server: async () => {
        signalTo(attache.processes().server, "SIGKILL");
        await attache.ended;
        await pool.end();
        ({ attache, pool } = await open(folder.dataFolder));
      },
      everything: async () => {
        await attache.kill();
        await pool.end();
        ({ attache, pool } = await open(folder.dataFolder));
      },
    };

    /** The import's state; null while the database is away. */
    const stateOf = async ({ id }) => (await findImport(pool, id).catch(() => null))?.state ?? null;

    /** Takes a step and waits until the worker has done it, killing all the while if asked to. */
    async function through(step, one, end, killing) {
      expect(await step()).toEqual({ ok: true });
      while (killing && kills < KILLS) {
        // A random moment is what is tested; nothing is waited for here.
        await wait(Math.random() * MOST_MS_BEFORE_A_KILL);
        if ((await stateOf(one)) === end) break;
        await victims[ORDER[kills++ % ORDER.length]]();
      }
      await expect.poll(() => stateOf(one), { timeout: 120_000, interval: 200 }).toBe(end);
    }

    async function importAll(one, killing) {
      await through(() => startCheck(pool, { id: one.id, mapping: one.mapping, choices }), one, "checked", killing);
      const { check } = await findImport(pool, one.id);
      await through(() => startRun(pool, one.id), one, "done", killing);
      const { result } = await findImport(pool, one.id);
      expect(result).toEqual(check);
      const written = await contentOf(pool, one);
      await through(() => startUndo(pool, { id: one.id, userId: world.actor.actorId }), one, "undone", killing);
      const { undo } = await findImport(pool, one.id);
      return { outcomes: result.outcomes, undo: undo.outcomes, written, undone: await contentOf(pool, one) };
    }

    const world = await makePeople(pool);
    const undisturbed = await importAll(await uploadFor(pool, world, "undisturbed"), false);
    expect(Object.values(undisturbed.outcomes).filter((count) => count > 0).length).toBeGreaterThan(4);
    for (let round = 1; kills < KILLS; round++) {
      const killed = await importAll(await uploadFor(pool, world, `killed-${round}`), true);
      expect(killed).toEqual(undisturbed);
    }
    await attache.stop();
    await pool.end();
  },
  15 * 60_000,
);
