import {
  createLoader,
  type inferParserType,
  parseAsArrayOf,
  parseAsNumberLiteral,
  parseAsString,
  parseAsStringLiteral,
} from "nuqs/server";
import { EVENT_OUTCOMES, type EventOutcome } from "./schema";

/** One request in the list of the integration log. Instants are ISO 8601 in UTC. */
export type RequestRow = {
  id: string;
  at: string;
  key: { id: string; name: string } | null;
  endpoint: string;
  status: number;
  outcome: EventOutcome;
  code: string | null;
  /** The sentence of the answer, where it has one; of a batch with refused records how many came to what. */
  message: string | null;
  /** Whom it was about, masked for whoever may not see personal data. */
  email: string | null;
  durationUs: number;
  isReplay: boolean;
};

/** A number that is counted up to a bound only. */
export type Bounded = { count: number; capped: boolean };
export type RequestCounts = {
  total: Bounded;
  facets: { outcome: ({ value: EventOutcome } & Bounded)[]; code: ({ value: string } & Bounded)[] };
};

export type RequestColumn = { key: "request" | "outcome" | "why" | "about" | "key" | "duration" | "at"; label: string };

/** The columns of the list, declared once; it is always the newest first. */
export const requestColumns: RequestColumn[] = [
  { key: "request", label: "Request" },
  { key: "outcome", label: "Outcome" },
  { key: "why", label: "Why" },
  { key: "about", label: "Contact" },
  { key: "key", label: "API key" },
  { key: "duration", label: "Took" },
  { key: "at", label: "Time" },
];

export const PAGE_SIZES = [25, 50, 100] as const;

/** Every parameter of the log's address. */
export const requestSearchParams = {
  q: parseAsString,
  outcome: parseAsArrayOf(parseAsStringLiteral(EVENT_OUTCOMES)),
  code: parseAsArrayOf(parseAsString),
  key: parseAsString,
  /** An attribution, order or contact that the requests were about. */
  record: parseAsString,
  size: parseAsNumberLiteral(PAGE_SIZES).withDefault(50),
  after: parseAsString,
  before: parseAsString,
};
export type RequestParams = Partial<inferParserType<typeof requestSearchParams>>;
export type RequestFilter = Pick<RequestParams, "q" | "outcome" | "code" | "key" | "record">;
export const loadRequestParams = createLoader(requestSearchParams);

/** A record that requests were about. `name`: an order's own id, or the name of the contact, where one is known. */
export type RecordName = { kind: "attribution" | "order" | "contact"; id: string; name: string | null };

/** What keeps failing: requests of one key, or records in its batches, that were refused for one reason, lately. */
export type FailingGroup = {
  code: string;
  key: { id: string; name: string } | null;
  count: Bounded;
  /** Whether records in batches are counted. */
  isInBatches: boolean;
  lastAt: string;
  /** The latest of the requests. */
  lastId: string;
};
