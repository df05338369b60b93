import "server-only";
import {
  SORTS as ATTRIBUTION_SORTS,
  PAGE_SIZES as ATTRIBUTIONS_IN_PAGE,
  attributionSearchParams,
} from "@/lib/attributions/columns";
import { NO_CAMPAIGN, ORDER_SORTS, PAGE_SIZES as ORDERS_IN_PAGE, orderSearchParams } from "@/lib/orders/columns";
import { REWARD_SORTS, PAGE_SIZES as REWARDS_IN_PAGE, rewardSearchParams } from "@/lib/rewards/columns";

type Query = { name: string; description: string; schema: Record<string, unknown> };

/** What a list is asked by, as its own declaration has it, each parameter in words: none can be forgotten. */
function queryOf<P extends object>(
  params: P,
  words: Record<Exclude<keyof P, "sort" | "size" | "after" | "before">, string>,
  { sorts, sizes }: { sorts: readonly string[]; sizes: readonly number[] },
): Query[] {
  const common: Record<string, Omit<Query, "name">> = {
    sort: {
      description: `${new Intl.ListFormat("en", { type: "disjunction" }).format(sorts)}; with a minus the other way round.`,
      schema: { type: "string", enum: sorts.flatMap((sort) => [sort, `-${sort}`]) },
    },
    size: { description: "Rows in a page.", schema: { type: "integer", enum: sizes } },
    after: { description: "The next_cursor of the page before, with the same sort.", schema: { type: "string" } },
    before: { description: "The previous_cursor of the page after, with the same sort.", schema: { type: "string" } },
  };
  return Object.keys(params).map((name) => {
    const of = common[name] ?? { description: words[name as keyof typeof words], schema: { type: "string" } };
    return { name, ...of };
  });
}

const CAMPAIGN = "A campaign_uid; several with commas.";
const SOURCE = "manual, csv_import, api, order, widget; several with commas.";
const CURRENCY = "EUR, USD, …; several with commas.";
const DAYS = { from: "The first day, YYYY-MM-DD in UTC.", to: "The last day, YYYY-MM-DD in UTC." };
const PAGE =
  "data, next_cursor and previous_cursor: null where there is no such page. Where all that came next has left the filter meanwhile, data is empty.";

type Read = {
  summary: string;
  query: Query[];
  answers: string;
  /** What an example asks for. */
  example: string;
};

/** What each endpoint that reads answers, in words. */
export const READS: Record<string, Read> = {
  referral_attributions: {
    summary: "Attributions, page by page.",
    query: queryOf(
      attributionSearchParams,
      {
        q: "A part of a name, e-mail or code.",
        status: "active, inactive, or a reason of being inactive; several with commas.",
        ...{ campaign: CAMPAIGN, source: SOURCE },
        method: "shortcode, coupon, advocate; several with commas.",
        advocate: "The id of the advocate.",
        actor: "The id of whoever or whatever recorded it: a user, an API key, an import.",
        ...DAYS,
      },
      { sorts: ATTRIBUTION_SORTS, sizes: ATTRIBUTIONS_IN_PAGE },
    ),
    answers: PAGE,
    example: "?status=active&size=25",
  },
  "referral_attributions/{id}": {
    summary: "One attribution with its history and everything that competes with it.",
    ...{ query: [], answers: "The attribution.", example: "" },
  },
  orders: {
    summary: "Orders, page by page.",
    query: queryOf(
      orderSearchParams,
      {
        q: "A part of an order_id, or of a name or e-mail of customer or advocate.",
        status: "placed, refunded or cancelled; several with commas.",
        campaign: `A campaign_uid, or ${NO_CAMPAIGN} for orders without one; several with commas.`,
        credited: "credited or uncredited.",
        ...{ source: SOURCE, currency: CURRENCY },
        advocate: "The id of the advocate who is credited.",
        customer: "The id of the customer.",
        attribution: "The id of the attribution that is credited.",
        ...DAYS,
      },
      { sorts: ORDER_SORTS, sizes: ORDERS_IN_PAGE },
    ),
    answers: PAGE,
    example: "?status=placed&size=25",
  },
  "orders/{id}": {
    summary: "One order, with whom it is credited to.",
    ...{ query: [], answers: "The order.", example: "" },
  },
  rewards: {
    summary: "Rewards, page by page: what advocates and customers earned.",
    query: queryOf(
      rewardSearchParams,
      {
        q: "A part of an order_id, or of a name or e-mail of whoever is rewarded.",
        status: "pending, approved, denied, flagged or fulfilled; several with commas.",
        campaign: CAMPAIGN,
        recipient: "advocate or customer.",
        trigger: "attribution_created or order_created: what earned it.",
        currency: CURRENCY,
        contact: "The id of whoever is rewarded.",
        rule: "The id of the reward trigger that made it.",
        attribution: "The id of an attribution: what it and its orders earned.",
        order: "The id of an order: what it earned.",
        from: "The first day of creation, YYYY-MM-DD in UTC.",
        to: "The last day of creation, YYYY-MM-DD in UTC.",
      },
      { sorts: REWARD_SORTS, sizes: REWARDS_IN_PAGE },
    ),
    answers: PAGE,
    example: "?status=pending&size=25",
  },
};
