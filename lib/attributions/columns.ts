import {
  createLoader,
  createSerializer,
  type inferParserType,
  parseAsArrayOf,
  parseAsNumberLiteral,
  parseAsString,
  parseAsStringLiteral,
} from "nuqs/server";
import type { Integration } from "@/lib/api-keys/schema";
import { SOURCES, type Source } from "@/lib/audit/schema";
import { INACTIVE_REASONS, type InactiveReason, METHODS, type Method, type Status } from "./schema";

/** A person as a list shows it. `mergedInto`: history that could not go along with a merge still names the old contact. */
export type PersonCell = {
  id: string;
  name: string | null;
  email: string;
  mergedInto?: { id: string; name: string | null; email: string };
};

/** Who or what acted; of an API key also what kind of program has it. */
export type ActorCell = { id: string; kind: string; name: string; integration?: Integration | null };

/** One row of the Referral Attribution table. Instants are ISO 8601 in UTC. */
export type AttributionRow = {
  id: string;
  customer: PersonCell;
  advocate: PersonCell;
  campaign: { id: string; uid: string; name: string; ended: boolean };
  status: Status;
  inactiveReason: InactiveReason | null;
  method: Method;
  code: string | null;
  source: Source;
  actor: ActorCell;
  createdAt: string;
  changedAt: string | null;
};

/** What the table can be sorted by; a leading minus in the address means descending. */
export const SORTS = ["created", "changed", "customer", "advocate"] as const;
export type Sort = (typeof SORTS)[number];

export type AttributionColumn = {
  key: "customer" | "advocate" | "campaign" | "status" | "method" | "source" | "created" | "changed";
  label: string;
  sort?: Sort;
};

/** The columns of the table, declared once: table, export and sorting derive from them. */
export const attributionColumns: AttributionColumn[] = [
  { key: "customer", label: "Referred contact", sort: "customer" },
  { key: "advocate", label: "Advocate", sort: "advocate" },
  { key: "campaign", label: "Campaign" },
  { key: "status", label: "Status" },
  { key: "method", label: "Established by" },
  { key: "source", label: "Source" },
  { key: "created", label: "Created", sort: "created" },
  { key: "changed", label: "Last change", sort: "changed" },
];

/** A status as the filter knows it: `inactive` stands for every reason. */
export const STATUS_FILTERS = ["active", "inactive", ...INACTIVE_REASONS] as const;

export const PAGE_SIZES = [25, 50, 100] as const;

const isoDay = parseAsString;
const sortKeys = SORTS.flatMap((sort) => [sort, `-${sort}`] as const);

/** The filter part of the address. Campaigns are named by uid, advocate and actor by id, days as YYYY-MM-DD. */
export const filterParsers = {
  q: parseAsString,
  status: parseAsArrayOf(parseAsStringLiteral(STATUS_FILTERS)),
  campaign: parseAsArrayOf(parseAsString),
  source: parseAsArrayOf(parseAsStringLiteral(SOURCES)),
  method: parseAsArrayOf(parseAsStringLiteral(METHODS)),
  advocate: parseAsString,
  actor: parseAsString,
  from: isoDay,
  to: isoDay,
};

/** Every parameter of the table's address. */
export const attributionSearchParams = {
  ...filterParsers,
  sort: parseAsStringLiteral(sortKeys).withDefault("-created"),
  size: parseAsNumberLiteral(PAGE_SIZES).withDefault(50),
  after: parseAsString,
  before: parseAsString,
};

export type AttributionFilter = Partial<inferParserType<typeof filterParsers>>;
export type AttributionParams = AttributionFilter & Partial<inferParserType<typeof attributionSearchParams>>;

/** Reads the table's parameters from a page's searchParams or a request's URL. */
export const loadAttributionParams = createLoader(attributionSearchParams);

/** Writes parameters into an address, leaving out what is empty or the default. */
export const serializeAttributionParams = createSerializer(attributionSearchParams);

/** The options a filter chip offers, with how many rows each would show. */
export type Facet = { value: string; label: string; count: number; capped: boolean };
export type Facets = Record<"status" | "campaign" | "source" | "method", Facet[]>;
