import { beforeEach, describe, expect, test } from "vitest";
import { changeStatus } from "@/lib/attributions/commands";
import { changeExternalStatus, endOrders, recordOrders } from "@/lib/orders/commands";
import { useTestDatabase } from "@/lib/testing/database";
import { inconsistencies } from "@/lib/testing/history";
import { allRows, importAsChecked, rowsOf, undoFile } from "@/lib/testing/imports";
import { makeWorld, refer, type World } from "@/lib/testing/world";
import { previewUndo } from "../../commands";

const db = useTestDatabase();
let world: World;

beforeEach(async () => {
  world = await makeWorld(db.pool, { advocates: 2, customers: 3 });
});

const HEADER = "order_id,customer_email,revenue_amount,currency,short_code,campaign_uid,external_status";
const run = (...rows: string[]) => importAsChecked(db.pool, world, [HEADER, ...rows].join("\n"), { kind: "orders" });

/** Undoes; the preview, its rows included, must have said exactly what is done. */
async function undoAsForeseen(id: string) {
  const [preview, rows] = [await previewUndo(db.pool, id), await allRows(db.pool, id, "undo")];
  const view = await undoFile(db.pool, world, id);
  expect(view).toMatchObject({ state: "undone", undo: preview, failure: null });
  expect(await allRows(db.pool, id, "undo")).toEqual(rows);
  expect(await inconsistencies(db.pool)).toEqual([]);
  return rowsOf(db.pool, id, "undo");
}

async function orders() {
  const { rows } = await db.pool.query<{ id: string; said: string; attributionId: string | null }>(
    `SELECT customer_order.id, concat_ws(' ', order_id, customer_order.status, advocate.email) AS said,
       attribution_id AS "attributionId"
     FROM customer_order LEFT JOIN attribution ON attribution.id = attribution_id
     LEFT JOIN contact advocate ON advocate.id = advocate_id ORDER BY order_id`,
  );
  return rows;
}
const said = async () => (await orders()).map((one) => one.said);
const find = async (orderId: string) => (await orders()).find((one) => one.said.startsWith(`${orderId} `))!;
const standing = async () =>
  (
    await db.pool.query(
      `SELECT customer.email FROM attribution JOIN contact customer ON customer.id = customer_id
       WHERE attribution.status = 'active' ORDER BY 1`,
    )
  ).rows.map(({ email }) => email);

const [CARA, DORA, EMIL] = [1, 2, 3].map((n) => `customer-${n}@example.test`);

describe("undoing an import of orders", () => {
  test("cancels what it recorded, never touches a credit, and takes back the attributions that came by it", async () => {
    await refer(db.pool, world, 0, [1]);
    const { id } = await run(
      ...[`A,${CARA},5,EUR,,spring,`, `B,${DORA},5,EUR,short-0,,`, `C,${DORA},5,EUR,,spring,`, `D,new@x.test,5,EUR,,,`],
    );
    expect(await standing()).toEqual([CARA, DORA]);
    expect(await undoAsForeseen(id)).toEqual(["2: reversed", "3: reversed", "4: reversed", "5: reversed"]);
    expect(await said()).toEqual([
      ...["A cancelled advocate-2@example.test", "B cancelled advocate-1@example.test"],
      ...["C cancelled advocate-1@example.test", "D cancelled"],
    ]);
    expect(await standing()).toEqual([CARA]);
    const { rows } = await db.pool.query(
      `SELECT order_event.kind, actor.name FROM order_event JOIN actor ON actor.id = actor_id WHERE order_event.kind <> 'order.created'`,
    );
    expect(rows).toEqual(Array(4).fill({ kind: "order.cancelled", name: "Undo of rows.csv" }));
  });

  test("leaves alone what somebody refunded, cancelled or changed since, and what those orders are credited by", async () => {
    const { id } = await run(
      ...[
        `A,${CARA},5,EUR,short-0,,`,
        `B,${DORA},5,EUR,short-0,,`,
        `C,${EMIL},5,EUR,short-0,,`,
        `D,${EMIL},5,EUR,,spring,`,
      ],
    );
    await endOrders(db.pool, world.actor, { ids: [(await find("A")).id], to: "refunded" });
    await endOrders(db.pool, world.actor, { ids: [(await find("B")).id], to: "cancelled" });
    await changeExternalStatus(db.pool, world.actor, [{ id: (await find("D")).id, externalStatus: "shipped" }]);
    expect(await undoAsForeseen(id)).toEqual([
      ...["2: kept order_ended", "3: kept order_ended", "4: reversed attribution_stays", "5: kept edited_since"],
    ]);
    expect((await said()).map((one) => one.split(" ")[1])).toEqual(["refunded", "cancelled", "cancelled", "placed"]);
    expect(await standing()).toEqual([CARA, DORA, EMIL]);
  });

  test("leaves an attribution that another order is credited to since, or that somebody changed since", async () => {
    const { id } = await run(`A,${CARA},5,EUR,short-0,,`, `B,${DORA},5,EUR,short-0,,`, `C,${EMIL},5,EUR,short-0,,`);
    const later = { orderId: "LATER", customerEmail: CARA!, revenueMinor: 1, currency: "EUR", campaignUid: "spring" };
    await recordOrders(db.pool, world.actor, [later]);
    for (const to of ["inactive", "active"] as const) {
      await changeStatus(db.pool, world.actor, { ids: [(await find("B")).attributionId!], to });
    }
    await changeStatus(db.pool, world.actor, { ids: [(await find("C")).attributionId!], to: "inactive" });
    expect(await undoAsForeseen(id)).toEqual([
      ...["2: reversed attribution_stays", "3: reversed attribution_stays", "4: reversed"],
    ]);
    expect(await standing()).toEqual([CARA, DORA]);
    expect((await find("LATER")).said).toBe("LATER placed advocate-1@example.test");
  });

  test("does not take back what a repeated row said of an order's status", async () => {
    const row = (status: string) => `A,${CARA},5,EUR,short-0,,${status}`;
    await run(row("paid"));
    const { id } = await run(row("shipped"));
    expect(await rowsOf(db.pool, id)).toEqual(["2: updated"]);
    expect(await undoAsForeseen(id)).toEqual(["2: impossible status_stays"]);
    expect(await said()).toEqual(["A placed advocate-1@example.test"]);
  });

  test("cancels an order that a later row of the same file said more about", async () => {
    const { id } = await run(`A,${CARA},5,EUR,short-0,,paid`, `A,${CARA},5,EUR,short-0,,shipped`);
    expect(await undoAsForeseen(id)).toEqual(["2: reversed", "3: impossible status_stays"]);
    expect(await said()).toEqual(["A cancelled advocate-1@example.test"]);
  });

  test("keeps the ids taken: the same file is told so, instead of counting orders that are cancelled", async () => {
    const row = `A,${CARA},5,EUR,short-0,,paid`;
    const { id } = await run(row);
    await undoFile(db.pool, world, id);
    const again = await run(row.replace("paid", "shipped"), `B,${CARA},5,EUR,short-0,,`);
    expect(await rowsOf(db.pool, again.id)).toEqual(["2: rejected order_undone", "3: credited_new"]);
    const { rows } = await db.pool.query("SELECT external_status FROM customer_order WHERE order_id = 'A'");
    expect(rows).toEqual([{ external_status: "paid" }]);
  });

  test("an order that somebody cancelled by hand is a repeat all the same", async () => {
    const row = `A,${CARA},5,EUR,,,`;
    await run(row);
    await endOrders(db.pool, world.actor, { ids: [(await find("A")).id], to: "cancelled" });
    expect(await rowsOf(db.pool, (await run(row)).id)).toEqual(["2: unchanged"]);
  });
});
