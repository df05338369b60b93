import { type OrderFilter, serializeOrderParams } from "@/lib/orders/columns";

export const ORDERS = "/audience-activity/orders";

/** The address of one order. */
export function orderHref(id: string): string {
  return `${ORDERS}/${id}`;
}

/** The address of the list, filtered. */
export function ordersHref(filter: OrderFilter): string {
  return `${ORDERS}${serializeOrderParams(filter)}`;
}
