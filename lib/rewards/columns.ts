import {
  createLoader,
  createSerializer,
  type inferParserType,
  parseAsArrayOf,
  parseAsNumberLiteral,
  parseAsString,
  parseAsStringLiteral,
} from "nuqs/server";
import type { PersonCell } from "@/lib/attributions/columns";
import type { Status } from "@/lib/attributions/schema";
import {
  RECIPIENTS,
  REWARD_STATUSES,
  REWARD_TRIGGERS,
  type Recipient,
  type RewardStatus,
  type RewardTrigger,
} from "./schema";

/** One reward as the list shows it. Instants are ISO 8601 in UTC. */
export type RewardRow = {
  id: string;
  /** Who is rewarded, and as what. */
  contact: PersonCell;
  recipient: Recipient;
  /** In minor units of the currency. */
  amountMinor: number;
  currency: string;
  status: RewardStatus;
  campaign: { id: string; uid: string; name: string; ended: boolean };
  /** The version of the rule that made it. */
  rule: { id: string; version: number; name: string; trigger: RewardTrigger };
  /** The order that earned it; null where the attribution itself did. `status` is one of orders. */
  order: { id: string; orderId: string; status: string } | null;
  attribution: { id: string; status: Status; advocate: PersonCell; customer: PersonCell };
  createdAt: string;
};

export const REWARD_SORTS = ["created"] as const;
export type RewardSort = (typeof REWARD_SORTS)[number];

export type RewardColumn = {
  key: "contact" | "recipient" | "amount" | "status" | "rule" | "campaign" | "order" | "created";
  label: string;
  sort?: RewardSort;
};

/** The columns of the list, declared once: table, skeleton and sorting derive from them. */
export const rewardColumns: RewardColumn[] = [
  { key: "contact", label: "Rewarded contact" },
  { key: "recipient", label: "As" },
  { key: "amount", label: "Amount" },
  { key: "status", label: "Status" },
  { key: "rule", label: "Reward trigger" },
  { key: "campaign", label: "Campaign" },
  { key: "order", label: "Earned by" },
  { key: "created", label: "Created", sort: "created" },
];

export const PAGE_SIZES = [25, 50, 100] as const;

/**
 * The filter part of the address. Campaigns are named by uid, everything else by id, days of creation as YYYY-MM-DD.
 */
export const rewardFilterParsers = {
  q: parseAsString,
  status: parseAsArrayOf(parseAsStringLiteral(REWARD_STATUSES)),
  campaign: parseAsArrayOf(parseAsString),
  recipient: parseAsArrayOf(parseAsStringLiteral(RECIPIENTS)),
  trigger: parseAsArrayOf(parseAsStringLiteral(REWARD_TRIGGERS)),
  currency: parseAsArrayOf(parseAsString),
  contact: parseAsString,
  rule: parseAsString,
  attribution: parseAsString,
  order: parseAsString,
  from: parseAsString,
  to: parseAsString,
};

/** Every parameter of the list's address. */
export const rewardSearchParams = {
  ...rewardFilterParsers,
  sort: parseAsStringLiteral(REWARD_SORTS.flatMap((sort) => [sort, `-${sort}`] as const)).withDefault("-created"),
  size: parseAsNumberLiteral(PAGE_SIZES).withDefault(50),
  after: parseAsString,
  before: parseAsString,
};

export type RewardFilter = Partial<inferParserType<typeof rewardFilterParsers>>;
export type RewardParams = RewardFilter & Partial<inferParserType<typeof rewardSearchParams>>;

/** Reads the list's parameters from a page's searchParams or a request's URL. */
export const loadRewardParams = createLoader(rewardSearchParams);

/** Writes parameters into an address, leaving out what is empty or the default. */
export const serializeRewardParams = createSerializer(rewardSearchParams);

/** The filters that have counted options; a facet's own filter does not narrow its own counts. */
export const REWARD_FACETS = ["status", "campaign", "recipient", "trigger", "currency"] as const;
export type RewardFacet = (typeof REWARD_FACETS)[number];
export type RewardFacets = Record<RewardFacet, { value: string; count: number; capped: boolean }[]>;

/** How many rewards of one status and currency there are, and what they come to in minor units, in digits. */
export type RewardTotal = { status: RewardStatus; currency: string; count: number; minor: string };

/** How many rewards there are and what they come to by status and currency; `capped`: of the newest so many only. */
export type RewardTotals = { count: number; capped: boolean; totals: RewardTotal[] };
