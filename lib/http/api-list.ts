import "server-only";
import { createLoader, type inferParserType, type ParserMap } from "nuqs/server";
import type { ApiKeyInUse } from "@/lib/api-keys/schema";
import { decodeCursor, type SortKey } from "@/lib/db/keyset";
import { done, refusal } from "./api-answer";
import { apiRead } from "./with-api";

/** Items of a list of values that nobody can mean: no campaign has such a uid. */
const NONE = "";

type Page = { data: unknown[]; next: string | null; previous: string | null };
type Filtered = { campaign: string[] | null };
type Given = { timeZone: "UTC"; keepsPlace: true };
/** The parameters of a list's address, and what each of its sorts goes by. */
type Declared<P> = { params: P; sortKeys: Record<string, SortKey> };
type Problem = { field: string; message: string };

/**
 * The door of a list: the filters, sorts and cursors of the table by the same names; days are those of UTC. A value that
 * a filter does not know is refused rather than left out: whoever asks for what is approved must never be given
 * everything. So is a cursor that this sort has not given: whoever asks for what comes next must never be given the
 * beginning once more. A key for one campaign sees that campaign alone.
 */
export function apiList<P extends ParserMap>(
  name: string,
  { params: parsers, sortKeys }: Declared<P>,
  list: (params: inferParserType<P> & Filtered & Given) => Promise<Page>,
) {
  const load = createLoader(parsers);
  return apiRead(name, async (query, { key }) => {
    const problem = findProblem(parsers, query);
    if (problem) return refusal("invalid", problem);
    const params = load(query);
    const sort = String((params as { sort?: unknown }).sort).replace("-", "");
    const cursors = readCursors(query, sort, sortKeys[sort]!);
    if ("message" in cursors) return refusal("invalid", cursors);
    const campaign = campaignsFor(key, (params as Partial<Filtered>).campaign ?? null);
    const page = await list({ ...params, ...cursors, campaign, timeZone: "UTC", keepsPlace: true });
    const [next, previous] = [page.next, page.previous].map((cursor) => cursor && `${sort}.${cursor}`);
    const warnings = [...new Set(query.keys())]
      .filter((param) => !(param in parsers) && param !== "envelope")
      .map((param) => `${param} is not a parameter of this endpoint; it was ignored.`);
    const body = { data: page.data, next_cursor: next, previous_cursor: previous };
    return done(200, warnings.length > 0 ? { ...body, warnings } : body);
  });
}

/** The campaigns that are asked for, as far as the key may see them. */
function campaignsFor({ campaign: own }: Pick<ApiKeyInUse, "campaign">, asked: string[] | null): string[] | null {
  if (!own) return asked;
  return [asked === null || asked.length === 0 || asked.includes(own.uid) ? own.uid : NONE];
}

/**
 * The cursors as the list takes them. Programs are given each with the name of the sort it is of, because places in
 * different sorts look the same: the name of a customer, and that of an advocate.
 */
function readCursors(
  query: URLSearchParams,
  sort: string,
  sortKey: SortKey,
): Partial<Record<string, string>> | Problem {
  const given = ["after", "before"].filter((field) => query.has(field));
  if (given.length > 1) return { field: "before", message: "Send either after or before: a page lies on one side." };
  const [field] = given;
  if (field === undefined) return {};
  const [of, cursor] = query.get(field)!.split(".");
  if (of === sort && cursor !== undefined && decodeCursor(cursor, sortKey)) return { [field]: cursor };
  const message = `${field} is no cursor of the list sorted by ${sort}. Take next_cursor or previous_cursor as they are, with the sort they came with.`;
  return { field, message };
}

const DAYS = ["from", "to"];

function findProblem(parsers: ParserMap, query: URLSearchParams): Problem | null {
  for (const [field, parser] of Object.entries(parsers)) {
    const [text, second] = query.getAll(field);
    if (text === undefined) continue;
    if (second !== undefined)
      return { field, message: `${field} came twice. Several values go into one, with commas.` };
    const message = valueProblem(field, text, parser as { parse: (text: string) => unknown });
    if (message) return { field, message };
  }
  return null;
}

function valueProblem(field: string, text: string, parser: { parse: (text: string) => unknown }): string | null {
  if (DAYS.includes(field) && !/^\d{4}-\d\d-\d\d$/.test(text)) return `${field} is a day, as YYYY-MM-DD.`;
  const value = parser.parse(text);
  const isWhole = Array.isArray(value) ? value.length === text.split(",").length : value !== null;
  return isWhole ? null : `${field} does not know “${text.slice(0, 100)}”: the API reference says what it takes.`;
}
