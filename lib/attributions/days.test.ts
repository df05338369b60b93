import { describe, expect, test } from "vitest";
import { useTestDatabase } from "@/lib/testing/database";
import { makeWorld } from "@/lib/testing/world";
import { recordAttributions } from "./commands";
import { filterConditions } from "./filters";
import { listAttributions } from "./queries";

const db = useTestDatabase();
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** The calendar day of an instant in a zone, by the calendar that Node itself has. */
function localDays(timeZone: string): (instant: number) => string {
  const format = new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
  return (instant) => format.format(instant);
}

/** The first instant of a day, found by looking at every quarter of an hour around it. */
function firstInstant(localDay: (instant: number) => string, day: string): number {
  let instant = Date.parse(`${day}T00:00:00Z`) - 15 * 60 * MINUTE;
  while (localDay(instant) < day) instant += 15 * MINUTE;
  return instant;
}

/** The instant in a bound that a day filter puts on the ids. */
async function boundOf(filter: { from?: string; to?: string; timeZone: string }): Promise<number> {
  const conditions = await filterConditions(db.pool, filter);
  const bound = String(conditions.get(filter.from ? "from" : "to")?.values[0]);
  return Number.parseInt(bound.slice(0, 13).replace("-", ""), 16);
}

const dayAfter = (day: string) => new Date(Date.parse(`${day}T00:00:00Z`) + DAY).toISOString().slice(0, 10);

test("a day begins and ends with the viewer's, in every time zone and on every day when its clocks change", async () => {
  let changes = 0;
  const wrong: string[] = [];
  for (const timeZone of Intl.supportedValuesOf("timeZone")) {
    const localDay = localDays(timeZone);
    const days = new Set(["2026-01-01", "2024-02-29"]);
    for (const year of [2018, 2026]) {
      let previous = firstInstant(localDay, `${year}-01-01`);
      for (let day = `${year}-01-02`; day < `${year + 1}-01-01`; day = dayAfter(day)) {
        // From one change to the next a day has 24 hours, so this needs to look at the clock twice a day only.
        const begins = localDay(previous + DAY) === day && localDay(previous + DAY - 1) < day;
        const next = begins ? previous + DAY : firstInstant(localDay, day);
        if (!begins) for (const around of [new Date(previous).toISOString().slice(0, 10), day]) days.add(around);
        previous = next;
      }
    }
    changes += days.size - 2;
    for (const day of days) {
      const from = await boundOf({ from: day, timeZone });
      const to = await boundOf({ to: day, timeZone });
      if (from !== firstInstant(localDay, day)) wrong.push(`${timeZone} from ${day}: ${new Date(from).toISOString()}`);
      if (to !== firstInstant(localDay, dayAfter(day)))
        wrong.push(`${timeZone} to ${day}: ${new Date(to).toISOString()}`);
    }
  }
  expect(wrong).toEqual([]);
  expect(changes).toBeGreaterThan(500);
}, 120_000);

describe("a filter by day", () => {
  /** What is shown of one attribution a millisecond before, at, and an hour and more after each midnight in Berlin. */
  async function shown(filter: { from?: string; to?: string; timeZone?: string }): Promise<string[]> {
    const { actor, advocates, customers } = await makeWorld(db.pool, { customers: 6 });
    // Clocks go from 2:00 to 3:00 on 2026-03-29, so that this day has 23 hours.
    const instants = [
      "2026-03-28T22:59:59.999Z",
      "2026-03-28T23:00:00.000Z",
      "2026-03-29T12:00:00.000Z",
      "2026-03-29T21:59:59.999Z",
      "2026-03-29T22:00:00.000Z",
      "2026-03-29T23:00:00.000Z",
    ];
    const drafts = instants.map((at, index) => ({
      customerId: customers[index]!.id,
      code: advocates[0]!.shortcode,
      at: new Date(at),
    }));
    await recordAttributions(db.pool, actor, drafts);
    const page = await listAttributions(db.pool, { timeZone: "Europe/Berlin", ...filter, sort: "created" });
    return page.rows.map(({ createdAt }) => createdAt.slice(5, 19));
  }

  test.each([
    [
      "from and to the same day shows that day",
      { from: "2026-03-29", to: "2026-03-29" },
      ["03-28T23:00:00", "03-29T12:00:00", "03-29T21:59:59"],
    ],
    ["from a day shows it and all later ones", { from: "2026-03-30" }, ["03-29T22:00:00", "03-29T23:00:00"]],
    ["to a day shows it and all earlier ones", { to: "2026-03-28" }, ["03-28T22:59:59"]],
    ["from after to shows nothing", { from: "2026-03-30", to: "2026-03-29" }, []],
    [
      "in another time zone shows another day",
      { from: "2026-03-29", to: "2026-03-29", timeZone: "Pacific/Auckland" },
      ["03-28T22:59:59", "03-28T23:00:00"],
    ],
    [
      "in a time zone that nobody knows takes its days as those of UTC",
      { from: "2026-03-29", timeZone: "Mars/Olympus" },
      ["03-29T12:00:00", "03-29T21:59:59", "03-29T22:00:00", "03-29T23:00:00"],
    ],
    ["of a day that no calendar has shows nothing", { from: "2026-02-30" }, []],
    ["of text that is no day shows nothing", { to: "yesterday" }, []],
    ["of a day with a time shows nothing", { from: "2026-03-29T12:00" }, []],
    ["from the first day there can be shows all", { from: "0001-01-01", to: "2026-03-28" }, ["03-28T22:59:59"]],
    [
      "to the last day there can be shows all",
      { from: "2026-03-30", to: "9999-12-31" },
      ["03-29T22:00:00", "03-29T23:00:00"],
    ],
    ["to a day before there were computers shows nothing", { to: "1969-12-31" }, []],
  ])("%s", async (_name, filter, expected) => {
    expect(await shown(filter)).toEqual(expected);
  });
});
