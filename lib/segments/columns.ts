import {
  createLoader,
  type inferParserType,
  parseAsArrayOf,
  parseAsNumberLiteral,
  parseAsString,
  parseAsStringLiteral,
} from "nuqs/server";
import { MEMBER_STATUSES, type MemberStatus } from "./schema";

/** A campaign that a segment is assigned to. */
export type UsingCampaign = { id: string; uid: string; name: string; ended: boolean };

/** A segment with what it holds and who uses it; campaigns that run first. Instants are ISO 8601 in UTC. */
export type SegmentRow = {
  id: string;
  name: string;
  members: number;
  /** Members who are enrolled: in the segment's campaigns they may refer. */
  enrolled: number;
  campaigns: UsingCampaign[];
  createdAt: string;
};

export type MemberRow = {
  id: string;
  name: string | null;
  email: string;
  status: MemberStatus;
  addedAt: string;
};

export const PAGE_SIZES = [25, 50, 100] as const;

const paging = {
  size: parseAsNumberLiteral(PAGE_SIZES).withDefault(50),
  after: parseAsString,
  before: parseAsString,
};

export const SEGMENT_SORTS = ["name", "created"] as const;
export type SegmentSort = (typeof SEGMENT_SORTS)[number];

type Column<Key, Sort> = { key: Key; label: string; sort?: Sort };

/** The columns of the list of segments, declared once. */
export const segmentColumns: Column<"name" | "members" | "enrolled" | "campaigns" | "created", SegmentSort>[] = [
  { key: "name", label: "Segment", sort: "name" },
  { key: "members", label: "Members" },
  { key: "enrolled", label: "Enrolled members" },
  { key: "campaigns", label: "Campaigns that use it" },
  { key: "created", label: "Created", sort: "created" },
];

/** Every parameter of the list's address. */
export const segmentSearchParams = {
  q: parseAsString,
  sort: parseAsStringLiteral(SEGMENT_SORTS.flatMap((sort) => [sort, `-${sort}`] as const)).withDefault("name"),
  ...paging,
};
export type SegmentParams = Partial<inferParserType<typeof segmentSearchParams>>;
export const loadSegmentParams = createLoader(segmentSearchParams);

export const MEMBER_SORTS = ["added", "name"] as const;
export type MemberSort = (typeof MEMBER_SORTS)[number];

/** The columns of a segment's members, declared once. */
export const memberColumns: Column<"name" | "status" | "added", MemberSort>[] = [
  { key: "name", label: "Contact", sort: "name" },
  { key: "status", label: "Status" },
  { key: "added", label: "Added", sort: "added" },
];

/** Every parameter of the address of a segment. */
export const memberSearchParams = {
  q: parseAsString,
  status: parseAsArrayOf(parseAsStringLiteral(MEMBER_STATUSES)),
  sort: parseAsStringLiteral(MEMBER_SORTS.flatMap((sort) => [sort, `-${sort}`] as const)).withDefault("-added"),
  ...paging,
};
export type MemberParams = Partial<inferParserType<typeof memberSearchParams>>;
export type MemberFilter = Pick<MemberParams, "q" | "status">;
export const loadMemberParams = createLoader(memberSearchParams);
