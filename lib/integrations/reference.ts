import "server-only";
import type { EndpointName } from "./endpoints/all";

type Description = { summary: string; done: { status: 200 | 201; means: string }; repeated: string };

const REPEATED = "A repeat: the first answer once more.";

/** What each endpoint that writes does, in words. */
export const DESCRIPTIONS: Record<EndpointName, Description> = {
  "referral_attribution/record": {
    summary: "Record who was referred, by the code of whoever referred them. An unknown contact becomes a prospect.",
    done: {
      status: 201,
      means: "Recorded: active, or inactive_duplicate beside the standing attribution that is named.",
    },
    repeated: REPEATED,
  },
  "referral_attribution/record_batch": {
    summary: "Record up to 1,000 referrals at once. Each has its own outcome.",
    done: { status: 200, means: "An outcome for each record, in their order." },
    repeated: REPEATED,
  },
  "order/record": {
    summary: "Record an order with its contact and attribution. Who stands is credited, for ever.",
    done: { status: 201, means: "Recorded: whom it is credited to, and why." },
    repeated: "This order_id was recorded before with the same content: its first result.",
  },
  "order/record_batch": {
    summary: "Record up to 1,000 orders at once. Each has its own outcome.",
    done: { status: 200, means: "An outcome for each record, in their order." },
    repeated: REPEATED,
  },
  "orders/{id}": {
    summary: "Say an order's external status, or that it was refunded or cancelled.",
    done: { status: 200, means: "The order as it is now." },
    repeated: REPEATED,
  },
  "referral_attributions/{id}": {
    summary: "Activate or deactivate an attribution.",
    done: { status: 200, means: "The attribution as it is now." },
    repeated: REPEATED,
  },
  "referral_attributions/{id}/reassign": {
    summary: "Give an active attribution to another advocate, or to an inactive attempt, in one step.",
    done: { status: 200, means: "The attribution that is active now." },
    repeated: REPEATED,
  },
};

type Query = { name: string; description: string; schema: Record<string, unknown> };
const text = (name: string, description: string): Query => ({ name, description, schema: { type: "string" } });

const LISTS: Query[] = [
  text("q", "A part of a name, e-mail or code."),
  text("status", "active, inactive, or a reason of being inactive; several with commas."),
  text("campaign", "A campaign_uid; several with commas."),
  text("source", "manual, csv_import, api, order, widget; several with commas."),
  text("method", "shortcode, coupon, advocate; several with commas."),
  text("from", "The first day, YYYY-MM-DD in UTC."),
  text("to", "The last day, YYYY-MM-DD in UTC."),
  text("sort", "created, changed, customer or advocate; with a minus the other way round."),
  { name: "size", description: "Rows in a page.", schema: { type: "integer", enum: [25, 50, 100] } },
  text("after", "The next_cursor of the page before."),
];

/** What each endpoint that reads answers, in words. */
export const READS: Record<string, { summary: string; query: Query[]; answers: string }> = {
  referral_attributions: {
    summary: "Attributions, page by page.",
    query: LISTS,
    answers: "data, next_cursor and previous_cursor: null where there is no such page.",
  },
  "referral_attributions/{id}": {
    summary: "One attribution with its history and everything that competes with it.",
    query: [],
    answers: "The attribution.",
  },
  "orders/{id}": { summary: "One order, with whom it is credited to.", query: [], answers: "The order." },
};
