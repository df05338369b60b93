import "server-only";
import type { ImportKind } from "../schema";
import { attributionsWork } from "./attributions/work";
import { contactsWork } from "./contacts/work";
import { couponsWork } from "./coupons/work";
import type { KindWork } from "./kind";
import { ordersWork } from "./orders/work";

const WORK: Record<ImportKind, KindWork> = {
  attributions: attributionsWork,
  contacts: contactsWork,
  coupons: couponsWork,
  orders: ordersWork,
};

/** What the engine needs to know of a kind to work on its imports. */
export function workOf({ kind }: { kind: ImportKind }): KindWork {
  return WORK[kind];
}
