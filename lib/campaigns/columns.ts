import {
  createLoader,
  createSerializer,
  type inferParserType,
  parseAsArrayOf,
  parseAsNumberLiteral,
  parseAsString,
  parseAsStringLiteral,
} from "nuqs/server";
import { CODE_KINDS, type CodeKind } from "@/lib/codes/schema";
import { CAMPAIGN_STATES, type CampaignState } from "./schema";

/** A number that is counted up to a bound only. */
export type Bounded = { count: number; capped: boolean };

/** One row of the list of campaigns. Instants are ISO 8601 in UTC. */
export type CampaignRow = {
  id: string;
  uid: string;
  name: string;
  state: CampaignState;
  startsAt: string | null;
  endedAt: string | null;
  segments: string[];
  advocates: Bounded;
  activeReferrals: number;
  createdAt: string;
};

export const CAMPAIGN_SORTS = ["created", "name"] as const;
export type CampaignSort = (typeof CAMPAIGN_SORTS)[number];

export type CampaignColumn = {
  key: "name" | "state" | "segments" | "advocates" | "referrals" | "created";
  label: string;
  sort?: CampaignSort;
};

/** The columns of the list, declared once. */
export const campaignColumns: CampaignColumn[] = [
  { key: "name", label: "Campaign", sort: "name" },
  { key: "state", label: "State" },
  { key: "segments", label: "Segments" },
  { key: "advocates", label: "Advocates" },
  { key: "referrals", label: "Active referrals" },
  { key: "created", label: "Created", sort: "created" },
];

export const PAGE_SIZES = [25, 50, 100] as const;

/** Every parameter of the list's address. */
export const campaignSearchParams = {
  q: parseAsString,
  state: parseAsArrayOf(parseAsStringLiteral(CAMPAIGN_STATES)),
  sort: parseAsStringLiteral(["created", "-created", "name", "-name"] as const).withDefault("-created"),
  size: parseAsNumberLiteral(PAGE_SIZES).withDefault(50),
  after: parseAsString,
  before: parseAsString,
};
export type CampaignParams = Partial<inferParserType<typeof campaignSearchParams>>;
export const loadCampaignParams = createLoader(campaignSearchParams);

/** One advocate of a campaign, with the live shortcode there. */
export type AdvocateRow = {
  id: string;
  name: string | null;
  email: string;
  shortcode: string | null;
  coupons: Bounded;
  activeReferrals: Bounded;
};

export type AdvocateColumn = { key: "advocate" | "shortcode" | "coupons" | "referrals" | "link"; label: string };

/** The columns of a campaign's advocates, who are listed by name. */
export const advocateColumns: AdvocateColumn[] = [
  { key: "advocate", label: "Advocate" },
  { key: "shortcode", label: "Shortcode" },
  { key: "coupons", label: "Coupon codes" },
  { key: "referrals", label: "Active referrals" },
  { key: "link", label: "Referral link" },
];

/** Every parameter of a campaign's page. */
export const advocateSearchParams = {
  q: parseAsString,
  size: parseAsNumberLiteral(PAGE_SIZES).withDefault(25),
  after: parseAsString,
  before: parseAsString,
};

/** Whether a code attributes anybody yet. */
export const CODE_STATES = ["live", "retired"] as const;
export type CodeState = (typeof CODE_STATES)[number];

/** One code of a campaign. Instants are ISO 8601 in UTC. */
export type CodeRow = {
  id: string;
  kind: CodeKind;
  code: string;
  advocate: { id: string; name: string | null; email: string };
  activeReferrals: Bounded;
  createdAt: string;
  /** Null while it is live. */
  retiredAt: string | null;
};

export const CODE_SORTS = ["created", "code"] as const;
export type CodeSort = (typeof CODE_SORTS)[number];

export type CodeColumn = {
  key: "code" | "kind" | "advocate" | "referrals" | "state" | "created" | "actions";
  label: string;
  sort?: CodeSort;
};

/** The columns of a campaign's codes, declared once. */
export const codeColumns: CodeColumn[] = [
  { key: "code", label: "Code", sort: "code" },
  { key: "kind", label: "Kind" },
  { key: "advocate", label: "Advocate" },
  { key: "referrals", label: "Active referrals" },
  { key: "state", label: "State" },
  { key: "created", label: "Created", sort: "created" },
  { key: "actions", label: "Link and state" },
];

/** Every parameter of the address of a campaign's codes. */
export const codeSearchParams = {
  q: parseAsString,
  kind: parseAsArrayOf(parseAsStringLiteral(CODE_KINDS)),
  state: parseAsArrayOf(parseAsStringLiteral(CODE_STATES)),
  sort: parseAsStringLiteral(["created", "-created", "code", "-code"] as const).withDefault("-created"),
  size: parseAsNumberLiteral(PAGE_SIZES).withDefault(50),
  after: parseAsString,
  before: parseAsString,
};
export type CodeParams = Partial<inferParserType<typeof codeSearchParams>>;
export type CodeFilter = Pick<CodeParams, "q" | "kind" | "state">;
export const loadCodeParams = createLoader(codeSearchParams);
export const serializeCodeParams = createSerializer(codeSearchParams);

/** The ranges of a campaign's figures, and what they are divided into. */
export const FIGURE_RANGES = ["30d", "12w", "12m", "all"] as const;
export type FigureRange = (typeof FIGURE_RANGES)[number];
export type FigureStep = "day" | "week" | "month" | "year";

/** The parameter of a campaign's figures. */
export const figureSearchParams = { range: parseAsStringLiteral(FIGURE_RANGES).withDefault("30d") };
export const loadFigureParams = createLoader(figureSearchParams);

export type AdvocateParams = Partial<inferParserType<typeof advocateSearchParams>>;
export const loadAdvocateParams = createLoader(advocateSearchParams);
