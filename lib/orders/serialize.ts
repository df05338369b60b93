import "server-only";
import sql from "sql-template-tag";
import { shownPerson } from "@/lib/db/people";
import type { Db } from "@/lib/db/pool";
import { decimalAmount } from "@/lib/money/wording";
import type { OrderStatus } from "./schema";

/** An order as the API answers it. Instants are ISO 8601 in UTC; revenue is decimal text beside its minor units. */
export type PublicOrder = {
  id: string;
  order_id: string;
  status: OrderStatus;
  customer: { id: string; email: string; name: string | null };
  revenue_amount: string;
  revenue_minor: number;
  currency: string;
  campaign: { uid: string; name: string } | null;
  /** Whom the order is credited to, for ever. */
  attribution: { id: string; advocate: { id: string; email: string; name: string | null } } | null;
  external_status: string | null;
  hubspot_dealstage: string | null;
  custom_fields: Record<string, string>;
  source: string;
  ordered_at: string;
  created_at: string;
};

/** The public JSON of orders by id, in the order of the ids; what does not exist is left out. */
export async function serializeOrders(db: Db, ids: string[]): Promise<PublicOrder[]> {
  const { rows } = await db.query<PublicOrder>(sql`
    SELECT customer_order.id, customer_order.order_id, customer_order.status,
      ${shownPerson("customer")} AS customer,
      revenue_minor::float8 AS revenue_minor, currency,
      CASE WHEN campaign.id IS NOT NULL THEN json_build_object('uid', campaign.uid, 'name', campaign.name) END AS campaign,
      CASE WHEN attribution.id IS NOT NULL THEN json_build_object('id', attribution.id, 'advocate',
        ${shownPerson("advocate")}) END AS attribution,
      external_status, hubspot_dealstage, customer_order.custom_fields, customer_order.source,
      to_json(ordered_at) #>> '{}' AS ordered_at, to_json(customer_order.created_at) #>> '{}' AS created_at
    FROM unnest(${ids}::uuid[]) WITH ORDINALITY AS given (id, line)
    JOIN customer_order ON customer_order.id = given.id
    JOIN contact customer ON customer.id = customer_id
    LEFT JOIN campaign ON campaign.id = customer_order.campaign_id
    LEFT JOIN attribution ON attribution.id = attribution_id
    LEFT JOIN contact advocate ON advocate.id = attribution.advocate_id
    ORDER BY given.line`);
  return rows.map((row) => ({ ...row, revenue_amount: decimalAmount(row.revenue_minor, row.currency) }));
}
