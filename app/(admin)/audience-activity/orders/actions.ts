"use server";

import { revalidatePath } from "next/cache";
import { rejectionSentence } from "@/lib/attributions/wording";
import { byHand } from "@/lib/audit/trail";
import { getPool } from "@/lib/db/pool";
import { refuse, succeed } from "@/lib/http/result";
import { adminAction } from "@/lib/http/with-action";
import * as commands from "@/lib/orders/commands";
import { tellCredit } from "@/lib/orders/details";
import * as previews from "@/lib/orders/preview";
import { listOrdersByIds } from "@/lib/orders/queries";
import { createOrderSchema, endOrderSchema, externalStatusSchema, previewOrderSchema } from "@/lib/orders/schema";
import { CONFLICT, ORDER_STATUS_LABELS } from "@/lib/orders/wording";

const LIST = "/audience-activity/orders";

/** What recording an order would do; nothing is written. */
export const previewOrder = adminAction(previewOrderSchema, async (draft, { user }) =>
  succeed(await previews.previewOrder(getPool(), byHand(user), draft)),
);

/** Records an order: the order, and whom it is credited to and why. A refusal says at each field what is in the way. */
export const createOrder = adminAction(createOrderSchema, async (draft, { user }) => {
  const db = getPool();
  const before = await previews.findCustomer(db, draft.customerEmail);
  const result = (await commands.recordOrders(db, byHand(user), [draft]))[0]!;
  if (result.outcome === "conflict") return refuse("conflict", CONFLICT, { orderId: CONFLICT });
  if (result.outcome === "rejected") {
    const { code } = result;
    const message = code === "campaign_not_allowed" ? "Choose another campaign." : rejectionSentence(code);
    return refuse(code, message, previews.orderErrors(result, { customer: before, byCode: Boolean(draft.code) }));
  }
  revalidatePath(LIST);
  const [order] = await listOrdersByIds(db, [result.id]);
  const story = result.outcome === "recorded" ? await tellCredit(db, result) : null;
  return succeed({ order: order!, story, isCustomerNew: before === null });
});

/** Marks an order as refunded or cancelled, for good. */
export const endOrder = adminAction(endOrderSchema, async ({ id, to }, { user }) => {
  const [changed] = await commands.endOrders(getPool(), byHand(user), { ids: [id], to });
  revalidatePath(LIST, "layout");
  if (changed) return succeed({ status: to });
  const [order] = await listOrdersByIds(getPool(), [id]);
  if (!order) return refuse("not_found", "There is no such order.");
  const status = ORDER_STATUS_LABELS[order.status].toLowerCase();
  return refuse("ended", `It is ${status} already, so it stays as it is.`);
});

/** Says what the shop or the CRM says of an order now, unless it says something else by now than where that was read. */
export const changeExternalStatus = adminAction(externalStatusSchema, async (change, { user }) => {
  const [changed] = await commands.changeExternalStatus(getPool(), byHand(user), [change]);
  revalidatePath(LIST, "layout");
  if (changed) return succeed({ isSaved: true, externalStatus: change.externalStatus });
  const [order] = await listOrdersByIds(getPool(), [change.id]);
  if (!order) return refuse("not_found", "There is no such order.");
  return succeed({ isSaved: order.externalStatus === change.externalStatus, externalStatus: order.externalStatus });
});
