import { describe, expect, onTestFinished, test } from "vitest";
import { useTestDatabase } from "@/lib/testing/database";
import { openTestPool } from "../../scripts/launcher/test-pool.mjs";
import type { Db } from "./pool";
import { EndUnknown, inDryRun, inTransaction, sendAhead, type Transaction } from "./transaction";

const db = useTestDatabase();

const insert = (on: Db, name: string) => on.query("INSERT INTO segment (name) VALUES ($1)", [name]);
const names = async (on: Db = db.pool): Promise<string[]> =>
  (await on.query("SELECT name FROM segment ORDER BY name")).rows.map(({ name }) => name);
const failWith = (tx: Transaction, code: string) =>
  tx.query(`DO $$ BEGIN RAISE EXCEPTION 'made to fail' USING ERRCODE = '${code}'; END $$`);

describe("a transaction of its own", () => {
  test("is kept whole when the work succeeds, and answers the work's result", async () => {
    const result = await inTransaction(db.pool, async (tx) => {
      await insert(tx, "a");
      await insert(tx, "b");
      return 42;
    });
    expect(result).toBe(42);
    expect(await names()).toEqual(["a", "b"]);
  });

  test("is undone whole when the work throws, with the work's own error", async () => {
    const work = async (tx: Transaction) => {
      await insert(tx, "a");
      throw new Error("changed my mind");
    };
    await expect(inTransaction(db.pool, work)).rejects.toThrow("changed my mind");
    expect(await names()).toEqual([]);
  });

  test("is seen by nobody before it ends", async () => {
    await inTransaction(db.pool, async (tx) => {
      await insert(tx, "a");
      expect(await names()).toEqual([]);
      expect(await names(tx)).toEqual(["a"]);
    });
  });

  test("gives its connection back, whether it succeeds or fails", async () => {
    await inTransaction(db.pool, (tx) => insert(tx, "a"));
    await expect(inTransaction(db.pool, (tx) => insert(tx, "a"))).rejects.toThrow("segment__name_unique");
    expect(db.pool.idleCount).toBe(db.pool.totalCount);
    expect(await names()).toEqual(["a"]);
  });

  test("throws a lost connection away, so that the next transaction gets a working one", async () => {
    const lost = inTransaction(db.pool, (tx) => tx.query("SELECT pg_terminate_backend(pg_backend_pid())"));
    await expect(lost).rejects.toThrow();
    expect(db.pool.totalCount).toBe(0);
    await inTransaction(db.pool, (tx) => insert(tx, "a"));
    expect(await names()).toEqual(["a"]);
  });
});

describe("the end of a transaction", () => {
  /** A constraint that is checked at the end, and does then what it is told. */
  const endsWith = (statement: string) =>
    db.pool.query(`
      CREATE FUNCTION at_the_end() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN ${statement}; RETURN NULL; END $$;
      CREATE CONSTRAINT TRIGGER at_the_end AFTER INSERT ON segment DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW EXECUTE FUNCTION at_the_end()`);

  test("is known where it is refused: the refusal itself is thrown", async () => {
    await endsWith("RAISE EXCEPTION 'refused at the end'");
    const refused = await inTransaction(db.pool, (tx) => insert(tx, "a")).catch((error) => error);
    expect(refused).not.toBeInstanceOf(EndUnknown);
    expect(refused.message).toBe("refused at the end");
  });

  test("is not known where the connection is lost meanwhile", async () => {
    await endsWith("PERFORM pg_terminate_backend(pg_backend_pid())");
    await expect(inTransaction(db.pool, (tx) => insert(tx, "a"))).rejects.toBeInstanceOf(EndUnknown);
  });
});

describe("a transaction joined", () => {
  test("is undone with its caller's", async () => {
    const caller = inTransaction(db.pool, async (tx) => {
      await inTransaction(tx, (joined) => insert(joined, "a"));
      throw new Error("the caller fails");
    });
    await expect(caller).rejects.toThrow("the caller fails");
    expect(await names()).toEqual([]);
  });

  test("is undone alone when it throws: its caller may go on", async () => {
    await inTransaction(db.pool, async (tx) => {
      await insert(tx, "before");
      const joined = inTransaction(tx, async (step) => {
        await insert(step, "within");
        await insert(step, "before");
      });
      await expect(joined).rejects.toThrow("segment__name_unique");
      await insert(tx, "after");
    });
    expect(await names()).toEqual(["after", "before"]);
  });

  test("can be nested: only the innermost step that failed is undone", async () => {
    await inTransaction(db.pool, (tx) =>
      inTransaction(tx, async (outer) => {
        await insert(outer, "outer");
        const inner = inTransaction(outer, async (step) => {
          await insert(step, "inner");
          throw new Error("inner");
        });
        await expect(inner).rejects.toThrow("inner");
      }),
    );
    expect(await names()).toEqual(["outer"]);
  });
});

describe("a dry run", () => {
  test("answers what the work would answer and leaves nothing", async () => {
    const seen = await inDryRun(db.pool, async (tx) => {
      await insert(tx, "a");
      return names(tx);
    });
    expect(seen).toEqual(["a"]);
    expect(await names()).toEqual([]);
  });

  test("within a transaction undoes its own work only", async () => {
    await inTransaction(db.pool, async (tx) => {
      await insert(tx, "kept");
      expect(await inDryRun(tx, (step) => insert(step, "dry").then(() => names(step)))).toEqual(["dry", "kept"]);
      expect(await names(tx)).toEqual(["kept"]);
    });
    expect(await names()).toEqual(["kept"]);
  });

  test("throws what the work throws", async () => {
    await expect(inDryRun(db.pool, (tx) => failWith(tx, "22000"))).rejects.toThrow("made to fail");
  });
});

describe("a transaction that PostgreSQL asks to be tried again", () => {
  test.each([
    ["deadlock", "40P01"],
    ["serialization failure", "40001"],
  ])("is tried again from its start after a %s, and leaves one result", async (_name, code) => {
    let tries = 0;
    const result = await inTransaction(db.pool, async (tx) => {
      tries++;
      await insert(tx, `try ${tries}`);
      if (tries < 3) await failWith(tx, code);
      return tries;
    });
    expect(result).toBe(3);
    expect(await names()).toEqual(["try 3"]);
  });

  test("is not tried for ever", async () => {
    let tries = 0;
    const hopeless = inTransaction(db.pool, async (tx) => {
      tries++;
      await failWith(tx, "40P01");
    });
    await expect(hopeless).rejects.toMatchObject({ code: "40P01" });
    expect(tries).toBe(5);
  });

  test("is not tried again for any other error", async () => {
    let tries = 0;
    const refused = inTransaction(db.pool, async (tx) => {
      tries++;
      await failWith(tx, "23505");
    });
    await expect(refused).rejects.toMatchObject({ code: "23505" });
    expect(tries).toBe(1);
  });

  test("is tried again by its owner as a whole, not by the step that met the conflict", async () => {
    const log: string[] = [];
    await inTransaction(db.pool, async (tx) => {
      log.push("owner");
      await inTransaction(tx, async (step) => {
        log.push("step");
        if (log.length < 3) await failWith(step, "40P01");
      });
    });
    expect(log).toEqual(["owner", "step", "owner", "step"]);
  });

  test("so that two that lock each other's rows both succeed", async () => {
    await insert(db.pool, "left");
    await insert(db.pool, "right");
    let bothHold = () => {};
    const both = new Promise<void>((resolve) => {
      bothHold = resolve;
    });
    let holding = 0;
    const lockBoth = (first: string, second: string) =>
      inTransaction(db.pool, async (tx) => {
        const lock = (name: string) =>
          tx.query("UPDATE segment SET created_at = created_at + interval '1 day' WHERE name = $1", [name]);
        await lock(first);
        if (++holding === 2) bothHold();
        await both;
        await lock(second);
      });
    const before = await db.pool.query("SELECT created_at + interval '2 days' AS at FROM segment ORDER BY name");
    await Promise.all([lockBoth("left", "right"), lockBoth("right", "left")]);
    const after = await db.pool.query("SELECT created_at AS at FROM segment ORDER BY name");
    // It did come to a deadlock: one of them began again.
    expect(holding).toBeGreaterThan(2);
    expect(after.rows).toEqual(before.rows);
  });
});

describe("on a connection that sends ahead", () => {
  /** Of the test's own database; ends with the test. */
  function pipelined() {
    const pool = openTestPool(db.url, { max: 2, pipeline: true });
    onTestFinished(() => pool.end());
    return pool;
  }

  test("what is sent ahead comes before what is sent after it, and is kept with it", async () => {
    await inTransaction(pipelined(), async (tx) => {
      await sendAhead(tx, insert(tx, "a"));
      await inTransaction(tx, async (step) => sendAhead(step, insert(step, "b")));
      expect(await names(tx)).toEqual(["a", "b"]);
    });
    expect(await names()).toEqual(["a", "b"]);
  });

  test("what fails there undoes the whole, and is what is thrown, whether anything follows or not", async () => {
    const pool = pipelined();
    const nothingFollows = inTransaction(pool, async (tx) => {
      await insert(tx, "a");
      await sendAhead(tx, failWith(tx, "P0001"));
    });
    await expect(nothingFollows).rejects.toMatchObject({ code: "P0001" });
    const more = inTransaction(pool, async (tx) => {
      await sendAhead(tx, failWith(tx, "P0001"));
      await insert(tx, "b");
    });
    await expect(more).rejects.toMatchObject({ code: "P0001" });
    await inTransaction(pool, (tx) => insert(tx, "c"));
    expect(await names()).toEqual(["c"]);
  });

  test("a step that failed ahead is undone alone, and what comes after it is kept", async () => {
    await inTransaction(pipelined(), async (tx) => {
      await insert(tx, "a");
      const step = inTransaction(tx, async (inner) => {
        await sendAhead(inner, failWith(inner, "P0001"));
        await insert(inner, "b");
      });
      await expect(step).rejects.toMatchObject({ code: "P0001" });
      await sendAhead(tx, insert(tx, "c"));
    });
    expect(await names()).toEqual(["a", "c"]);
  });

  test("a deadlock that breaks off what was sent ahead is tried again", async () => {
    let tries = 0;
    await inTransaction(pipelined(), async (tx) => {
      await sendAhead(tx, ++tries === 1 ? failWith(tx, "40P01") : insert(tx, "a"));
      await insert(tx, "b");
    });
    expect(tries).toBe(2);
    expect(await names()).toEqual(["a", "b"]);
  });
});
