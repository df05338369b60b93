import type { ActionCase } from "./action-case";

const ORDERS = "app/(admin)/audience-activity/orders/actions.ts";

/** The actions of orders. */
export const orderActions: Record<string, ActionCase> = {
  [`${ORDERS}#previewOrder`]: {
    guard: "admin",
    input: async ({ tag }) => ({ customerEmail: `new-${tag}@example.test` }),
    answers: "a reading",
  },
  [`${ORDERS}#createOrder`]: {
    guard: "admin",
    input: async ({ tag }) => ({
      ...{ customerEmail: `new-${tag}@example.test`, orderId: `A-${tag}`, amount: "12.50", currency: "EUR" },
    }),
  },
  [`${ORDERS}#endOrder`]: {
    guard: "admin",
    input: async (world) => ({ id: await world.order({ customer: await world.contact("Cara") }), to: "refunded" }),
  },
  [`${ORDERS}#changeExternalStatus`]: {
    guard: "admin",
    input: async (world) => {
      const id = await world.order({ customer: await world.contact("Cara") });
      return { id, externalStatus: "shipped", was: null };
    },
  },
};
