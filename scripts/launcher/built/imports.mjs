/** For the test that kills Attaché amid imports: a world to import into, files of every kind of row, and what came of them. */
import { findImport } from "@/lib/imports/queries";
import { receiveFile } from "@/lib/imports/receive";
import { makeCampaign, makeContacts, makeWorld } from "@/lib/testing/world";

const CUSTOMERS = 9_000;
const ADVOCATES = 5;
/** The statements that read what is compared; everything that differs by campaign or by the clock is left out. */
const CONTENT = [
  // What stands, what stood, and by what it came to be.
  `SELECT customer.email, advocate.email AS advocate, attribution.status, inactive_reason, method, attribution.source, actor.kind,
     (SELECT string_agg(concat_ws(' ', attribution_event.kind, from_status, to_status, reason, event_actor.kind), ', '
        ORDER BY attribution_event.id)
      FROM attribution_event JOIN actor event_actor ON event_actor.id = attribution_event.actor_id
      WHERE attribution_id = attribution.id) AS events
   FROM attribution JOIN contact customer ON customer.id = customer_id JOIN contact advocate ON advocate.id = advocate_id
   JOIN actor ON actor.id = actor_id JOIN campaign ON campaign.id = campaign_id WHERE campaign.uid = $1`,
  // What became of each row.
  "SELECT line, outcome, problem FROM import_outcome WHERE import_id = $2",
  "SELECT line, outcome, obstacle FROM import_undo WHERE import_id = $2",
];

/** Customers and advocates that all imports share. */
export async function makePeople(pool) {
  const world = await makeWorld(pool, { advocates: ADVOCATES, customers: 0 });
  await makeContacts(pool, "customer", CUSTOMERS, "prospect");
  await pool.query("ANALYZE");
  return world;
}

/** A campaign and a file for it: 27,000 rows of every kind, more than a chunk, the same for each campaign but for its name. */
export async function uploadFor(pool, world, uid) {
  await makeCampaign(pool, uid, world.segmentId);
  const received = await receiveFile(pool, {
    ...{ kind: "attributions", name: `${uid}.csv`, userId: world.actor.actorId, bytes: fileFor(uid) },
  });
  return { id: received.id, uid, mapping: (await findImport(pool, received.id)).mapping };
}

async function* fileFor(uid) {
  const encoder = new TextEncoder();
  yield encoder.encode("customer_email,campaign_uid,advocate_email,status,reason\n");
  const lines = [];
  const row = (customer, advocate, rest = ",") =>
    lines.push(`${customer},${uid},advocate-${1 + (advocate % ADVOCATES)}@example.test,${rest}`);
  for (let n = 1; n <= CUSTOMERS; n++) row(`customer-${n}@example.test`, n);
  for (let n = 1; n <= CUSTOMERS; n++)
    row(`customer-${n}@example.test`, n + (n % 3), n % 7 === 0 ? "inactive,Left" : ",");
  for (let n = 1; n <= CUSTOMERS / 3; n++) row(`customer-${n * 2}@example.test`, n * 2 + 1);
  for (let n = 1; n <= CUSTOMERS / 3; n++) row(`new-${n % 2_000}-${uid}@example.test`, n);
  for (let n = 1; n <= CUSTOMERS / 3; n++) row(n % 2 ? "nobody" : `customer-${n}@example.test`, n, "sometimes,");
  yield encoder.encode(lines.join("\n"));
}

/** All that an import did, as one text; the same for two imports that did the same. */
export async function contentOf(pool, { id, uid }) {
  const texts = [];
  for (const statement of CONTENT) {
    const { rows } = await pool.query(
      `SELECT md5(string_agg(row::text, E'\\n' ORDER BY row::text)) AS digest, count(*)::int AS rows
       FROM (SELECT replace(content::text, $1, 'campaign') AS row
             FROM (${statement}) AS content WHERE $1::text IS NOT NULL AND $2::uuid IS NOT NULL) AS written`,
      [uid, id],
    );
    texts.push(`${rows[0].rows} rows: ${rows[0].digest}`);
  }
  return texts;
}
