import "server-only";
import sql from "sql-template-tag";
import type { ApiKeyInUse } from "@/lib/api-keys/schema";
import { findAttribution } from "@/lib/attributions/record-queries";
import { serializeRecord } from "@/lib/attributions/serialize";
import { UUID } from "@/lib/db/conditions";
import type { Db } from "@/lib/db/pool";
import { storable } from "@/lib/db/text";
import { serializeOrders } from "@/lib/orders/serialize";

/** The public record of an attribution, or null where there is none, or none that the key may see. */
export async function findForKey(db: Db, { campaign }: Pick<ApiKeyInUse, "campaign">, id: string) {
  if (!UUID.test(id)) return null;
  const record = await findAttribution(db, id);
  return record && (!campaign || record.campaign.id === campaign.id) ? serializeRecord(record) : null;
}

/** The contact that this e-mail means, whatever its case, or null. */
export async function findContactId(db: Db, email: string): Promise<string | null> {
  const { rows } = await db.query<{ id: string }>(
    sql`SELECT coalesce(merged_into, id) AS id FROM contact WHERE email_key = normal_form(${storable(email)})`,
  );
  return rows[0]?.id ?? null;
}

/**
 * The public record of an order, or null where there is none, or none that the key may see.
 * @param named our id of it, or else the shop's own id, exactly as it was sent
 */
export async function findOrderForKey(db: Db, { campaign }: Pick<ApiKeyInUse, "campaign">, named: string) {
  const { rows } = await db.query<{ id: string }>(
    sql`SELECT id FROM customer_order WHERE order_id = ${storable(named)}`,
  );
  const ids = rows.map(({ id }) => id);
  const orders = await serializeOrders(db, UUID.test(named) ? [named, ...ids] : ids);
  return orders.find((order) => !campaign || order.campaign?.uid === campaign.uid) ?? null;
}
