import {
  createLoader,
  createSerializer,
  type inferParserType,
  parseAsArrayOf,
  parseAsNumberLiteral,
  parseAsString,
  parseAsStringLiteral,
} from "nuqs/server";
import { SOURCES, type Source } from "@/lib/audit/schema";
import { CONTACT_STATUSES, type ContactStatus } from "./schema";

/** One contact as the list reads it. Instants are ISO 8601 in UTC. */
export type ContactListRow = {
  id: string;
  uid: string | null;
  name: string | null;
  email: string;
  firstName: string | null;
  lastName: string | null;
  phone: string | null;
  company: string | null;
  status: ContactStatus;
  source: Source;
  segments: string[];
  /** The campaigns in which the contact may refer now, by name. */
  campaigns: string[];
  createdAt: string;
};

/** The same with what the attributions say of it: what they are read from lies in lib/attributions. */
export type ContactRow = ContactListRow & {
  referralsMade: { count: number; capped: boolean };
  referredBy: { campaign: string; advocate: { id: string; name: string | null; email: string } }[];
};

export const CONTACT_SORTS = ["created", "name"] as const;
export type ContactSort = (typeof CONTACT_SORTS)[number];

export type ContactColumn = {
  key: "name" | "status" | "segments" | "campaigns" | "referrals" | "referredBy" | "source" | "created";
  label: string;
  sort?: ContactSort;
};

/** The columns of the list, declared once: table, skeleton and sorting derive from them. */
export const contactColumns: ContactColumn[] = [
  { key: "name", label: "Contact", sort: "name" },
  { key: "status", label: "Status" },
  { key: "segments", label: "Segments" },
  { key: "campaigns", label: "Advocate in" },
  { key: "referrals", label: "Active referrals" },
  { key: "referredBy", label: "Referred by" },
  { key: "source", label: "Source" },
  { key: "created", label: "Created", sort: "created" },
];

export const PAGE_SIZES = [25, 50, 100] as const;

/** The filter part of the address. Segments are named by id, campaigns by uid. */
export const contactFilterParsers = {
  q: parseAsString,
  status: parseAsArrayOf(parseAsStringLiteral(CONTACT_STATUSES)),
  segment: parseAsArrayOf(parseAsString),
  campaign: parseAsArrayOf(parseAsString),
  source: parseAsArrayOf(parseAsStringLiteral(SOURCES)),
};

/** Every parameter of the list's address. */
export const contactSearchParams = {
  ...contactFilterParsers,
  sort: parseAsStringLiteral(CONTACT_SORTS.flatMap((sort) => [sort, `-${sort}`] as const)).withDefault("-created"),
  size: parseAsNumberLiteral(PAGE_SIZES).withDefault(50),
  after: parseAsString,
  before: parseAsString,
};

export type ContactFilter = Partial<inferParserType<typeof contactFilterParsers>>;
export type ContactParams = ContactFilter & Partial<inferParserType<typeof contactSearchParams>>;

/** Reads the list's parameters from a page's searchParams or a request's URL. */
export const loadContactParams = createLoader(contactSearchParams);

/** Writes parameters into an address, leaving out what is empty or the default. */
export const serializeContactParams = createSerializer(contactSearchParams);

/** For each filter chip, how many contacts each of its values would show beside the other filters. */
export const CONTACT_FACETS = ["status", "segment", "campaign", "source"] as const;
export type ContactFacet = (typeof CONTACT_FACETS)[number];
export type ContactFacets = Record<ContactFacet, { value: string; count: number; capped: boolean }[]>;
