import "server-only";
import { distance } from "fastest-levenshtein";

import { looksLikeEmail, looksLikeInstant, looksLikeStatus } from "./content";
import type { FieldContent, ImportField, MatchedBy, Proposal } from "./schema";

/** How many of the distinct values exist as a campaign's UID, and as a code. */
export type Known = {
  campaigns: (values: string[]) => Promise<number>;
  codes: (values: string[]) => Promise<number>;
};

/** Names that are more alike than this are the same one, misspelt. */
const SIMILAR = 0.8;
/** Shorter names are too much alike to be told apart by their spelling. */
const SPELT_CHARACTERS = 5;
/** The share of a column's values that makes it a column of such values, and that below which it is none. */
const ALIKE = 0.8;
const UNLIKE = 0.5;

/** How sure a match is. A column is called like the field, or only seems to hold what belongs there. */
const BY_NAME = 1;
const BY_ALIAS = 0.95;
const BY_SPELLING = 0.9;
const CONTRADICTED = 0.5;
/** No e-mail address is mistaken for something else: columns that do hold some are then meant. */
const CONTRADICTED_EMAIL = 0.3;
const BY_CONTENT: Record<FieldContent, number> = {
  email: 0.7,
  campaign: 0.7,
  code: 0.7,
  status: 0.6,
  instant: 0.4,
  text: 0,
};
/** One column of e-mail addresses whose owner nothing tells, and several of them. */
const ONE_OF_TWO_EMAILS = 0.6;
const ANY_EMAILS = 0.4;

/**
 * The column that is likely meant for each field, by its name or by what the sample rows hold in it. No column and no
 * field is proposed twice; the surest match goes first. A name is believed less where the column holds something else.
 */
export async function proposeColumns(
  fields: readonly ImportField[],
  headers: string[],
  samples: string[][],
  known?: Known,
): Promise<Proposal[]> {
  const columns = headers.map((_header, column) => new Column(samples, column, known));
  const named = await namedMatches(fields, headers, columns);
  const certain = pickBest(named.filter(({ confidence }) => confidence > CONTRADICTED));
  const free = fields.filter(({ key }) => !certain.some(({ field }) => field === key));
  const open = headers.map((_header, column) => column).filter((index) => !certain.some((one) => one.column === index));
  const others = [
    ...named.filter(({ confidence }) => confidence <= CONTRADICTED),
    ...(await emailMatches(free, open, columns)),
    ...(await contentMatches(fields, free, open, columns)),
  ];
  return pickBest([...certain, ...others]);
}

/** What the sample rows hold in one column. Shares are between 0 and 1, and null where nothing can be said. */
class Column {
  private readonly values: string[];
  private readonly shares = new Map<FieldContent, Promise<number | null>>();

  constructor(
    samples: string[][],
    column: number,
    private readonly known: Known | undefined,
  ) {
    this.values = samples.map((cells) => (cells[column] ?? "").trim()).filter((value) => value !== "");
  }

  /** The share of the values that look like such content, or that exist. */
  share(content: FieldContent): Promise<number | null> {
    const share = this.shares.get(content) ?? this.measure(content);
    this.shares.set(content, share);
    return share;
  }

  private async measure(content: FieldContent): Promise<number | null> {
    if (this.values.length === 0) return null;
    const looks = { email: looksLikeEmail, status: looksLikeStatus, instant: looksLikeInstant };
    if (content in looks) return this.values.filter(looks[content as keyof typeof looks]).length / this.values.length;
    if (!this.known || content === "text") return null;
    const distinct = [...new Set(this.values)];
    const found = content === "campaign" ? await this.known.campaigns(distinct) : await this.known.codes(distinct);
    return found / distinct.length;
  }
}

async function namedMatches(fields: readonly ImportField[], headers: string[], columns: Column[]): Promise<Proposal[]> {
  const matches: Proposal[] = [];
  for (const field of fields) {
    for (const [column, header] of headers.entries()) {
      const match = matchName(field, header);
      if (!match) continue;
      const contradicted = contradicts(field.content, await columns[column]!.share(field.content));
      const limit = field.content === "email" ? CONTRADICTED_EMAIL : CONTRADICTED;
      matches.push({ field: field.key, column, by: match.by, confidence: contradicted ? limit : match.confidence });
    }
  }
  return matches;
}

/** A code or campaign that does not exist yet contradicts no name as long as others in the column do. */
function contradicts(content: FieldContent, share: number | null): boolean {
  if (share === null) return false;
  return content === "campaign" || content === "code" ? share === 0 : share < UNLIKE;
}

function matchName(field: ImportField, header: string): { by: MatchedBy; confidence: number } | null {
  const name = normalise(header);
  if (name === "") return null;
  const names = [field.key, field.label].map(normalise);
  const aliases = field.aliases.map(normalise);
  if (names.includes(name)) return { by: "name", confidence: BY_NAME };
  if (aliases.includes(name)) return { by: "alias", confidence: BY_ALIAS };
  const similarity = Math.max(...[...names, ...aliases].map((known) => similarityOf(name, known)));
  return similarity > SIMILAR ? { by: "spelling", confidence: similarity * BY_SPELLING } : null;
}

/** The letters and digits of a name, without case and accents. */
function normalise(name: string): string {
  return name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");
}

/** 1 for the same name, 0 for one without anything in common, and for one too short or too long to be misspelt. */
function similarityOf(a: string, b: string): number {
  const [shorter, longer] = [a.length, b.length].sort((one, other) => one - other) as [number, number];
  if (shorter < SPELT_CHARACTERS || shorter < longer * SIMILAR) return 0;
  return 1 - distance(a, b) / longer;
}

/** Columns of e-mail addresses that no name explains, for the people that no column is found for yet. */
async function emailMatches(free: readonly ImportField[], open: number[], columns: Column[]): Promise<Proposal[]> {
  const people = free.filter(({ content }) => content === "email");
  const found: { column: number; share: number }[] = [];
  for (const column of open) {
    const share = (await columns[column]!.share("email")) ?? 0;
    if (share >= ALIKE) found.push({ column, share });
  }
  const sure = people.length === 1 ? BY_CONTENT.email : found.length === 1 ? ONE_OF_TWO_EMAILS : ANY_EMAILS;
  // Of several, the first is the first person's: the share would only put them out of the order they stand in.
  return people.flatMap(({ key }) =>
    found.map(({ column, share }) => ({
      field: key,
      column,
      by: "content" as const,
      confidence: sure === ANY_EMAILS ? sure : sure * share,
    })),
  );
}

/**
 * Columns that hold what a field without a column needs. Of fields with the same content only one is proposed: two
 * codes in a row contradict each other.
 */
async function contentMatches(
  fields: readonly ImportField[],
  free: readonly ImportField[],
  open: number[],
  columns: Column[],
): Promise<Proposal[]> {
  const matches: Proposal[] = [];
  for (const content of ["campaign", "code", "status", "instant"] as const) {
    const [field] = fields.filter((one) => one.content === content);
    if (!field || fields.some((one) => one.content === content && !free.includes(one))) continue;
    for (const column of open) {
      const share = (await columns[column]!.share(content)) ?? 0;
      if (share < ALIKE) continue;
      matches.push({ field: field.key, column, by: "content", confidence: BY_CONTENT[content] * share });
    }
  }
  return matches;
}

/** The surest first, each field and each column once; of equals the field and then the column that stands first. */
function pickBest(matches: Proposal[]): Proposal[] {
  const picked: Proposal[] = [];
  for (const match of matches.toSorted((a, b) => b.confidence - a.confidence)) {
    if (!picked.some(({ field, column }) => field === match.field || column === match.column)) picked.push(match);
  }
  return picked;
}
