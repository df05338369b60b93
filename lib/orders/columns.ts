import {
  createLoader,
  createSerializer,
  type inferParserType,
  parseAsArrayOf,
  parseAsNumberLiteral,
  parseAsString,
  parseAsStringLiteral,
} from "nuqs/server";
import type { ActorCell, PersonCell } from "@/lib/attributions/columns";
import type { Method } from "@/lib/attributions/schema";
import { SOURCES, type Source } from "@/lib/audit/schema";
import type { RewardStatus } from "@/lib/rewards/schema";
import { ORDER_STATUSES, type OrderStatus } from "./schema";

/** One order as the list shows it. Instants are ISO 8601 in UTC. */
export type OrderRow = {
  id: string;
  /** The shop's own id. */
  orderId: string;
  customer: PersonCell;
  /** In minor units of the currency. */
  revenueMinor: number;
  currency: string;
  campaign: { id: string; uid: string; name: string; ended: boolean } | null;
  /** The attribution it was credited to when it was made, with whom that credits; null where nobody is credited. */
  attribution: { id: string; advocate: PersonCell; method: Method; code: string | null } | null;
  status: OrderStatus;
  externalStatus: string | null;
  /** What it earned, the oldest first. */
  rewards: { amountMinor: number; currency: string; status: RewardStatus }[];
  source: Source;
  actor: ActorCell;
  orderedAt: string;
};

export const ORDER_SORTS = ["placed"] as const;
export type OrderSort = (typeof ORDER_SORTS)[number];

export type OrderColumn = {
  key:
    | "order"
    | "customer"
    | "revenue"
    | "advocate"
    | "campaign"
    | "method"
    | "externalStatus"
    | "status"
    | "rewards"
    | "source"
    | "placed";
  label: string;
  sort?: OrderSort;
};

/** The columns of the list, declared once: table, skeleton and sorting derive from them. */
export const orderColumns: OrderColumn[] = [
  { key: "order", label: "Order ID" },
  { key: "customer", label: "Customer" },
  { key: "revenue", label: "Revenue" },
  { key: "advocate", label: "Credited advocate" },
  { key: "campaign", label: "Campaign" },
  { key: "method", label: "Established by" },
  { key: "externalStatus", label: "External status" },
  { key: "status", label: "Status" },
  { key: "rewards", label: "Rewards" },
  { key: "source", label: "Source" },
  { key: "placed", label: "Placed", sort: "placed" },
];

export const CREDITED = ["credited", "uncredited"] as const;
export type Credited = (typeof CREDITED)[number];
/** As a campaign: that there is none. No campaign's uid has brackets. */
export const NO_CAMPAIGN = "(none)";

export const PAGE_SIZES = [25, 50, 100] as const;

/**
 * The filter part of the address. Campaigns are named by uid, advocate, customer and attribution by id, days of the
 * purchase as YYYY-MM-DD.
 */
export const orderFilterParsers = {
  q: parseAsString,
  status: parseAsArrayOf(parseAsStringLiteral(ORDER_STATUSES)),
  campaign: parseAsArrayOf(parseAsString),
  credited: parseAsArrayOf(parseAsStringLiteral(CREDITED)),
  source: parseAsArrayOf(parseAsStringLiteral(SOURCES)),
  currency: parseAsArrayOf(parseAsString),
  advocate: parseAsString,
  customer: parseAsString,
  attribution: parseAsString,
  from: parseAsString,
  to: parseAsString,
};

/** Every parameter of the list's address. */
export const orderSearchParams = {
  ...orderFilterParsers,
  sort: parseAsStringLiteral(ORDER_SORTS.flatMap((sort) => [sort, `-${sort}`] as const)).withDefault("-placed"),
  size: parseAsNumberLiteral(PAGE_SIZES).withDefault(50),
  after: parseAsString,
  before: parseAsString,
};

export type OrderFilter = Partial<inferParserType<typeof orderFilterParsers>>;
export type OrderParams = OrderFilter & Partial<inferParserType<typeof orderSearchParams>>;

/** Reads the list's parameters from a page's searchParams or a request's URL. */
export const loadOrderParams = createLoader(orderSearchParams);

/** Writes parameters into an address, leaving out what is empty or the default. */
export const serializeOrderParams = createSerializer(orderSearchParams);

/** The filters that have counted options; a facet's own filter does not narrow its own counts. */
export const ORDER_FACETS = ["status", "campaign", "credited", "source", "currency"] as const;
export type OrderFacet = (typeof ORDER_FACETS)[number];
export type OrderFacets = Record<OrderFacet, { value: string; count: number; capped: boolean }[]>;

/** What orders of one currency are worth, in minor units, each as a whole number in digits: sums may be large. */
export type CurrencyTotal = { currency: string; placedMinor: string; endedMinor: string };

/** How many orders there are and what they are worth, by currency; `capped`: of the newest so many only. */
export type OrderTotals = { count: number; capped: boolean; totals: CurrencyTotal[] };
