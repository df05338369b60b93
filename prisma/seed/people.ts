import type { ContactStatus } from "@/lib/contacts/schema";
import { CAMPAIGNS, campaignPlan, type SegmentName } from "./campaigns";
import { COMPANY_DOMAINS, CULTURES, HOUSEHOLD_DOMAINS, plainLetters, REMARKABLE, STAFF_DOMAIN } from "./names";
import { makeRandom, type Random } from "./random";

const CONTACTS = 600;
const BUSINESSES = 168;
const STRANGERS = 38;
const IMPOSTORS = 5;

export type Person = {
  email: string;
  firstName: string | null;
  lastName: string | null;
  uid: string | null;
  /** The status while the story is told. */
  opening: "prospect" | "enrolled";
  /** The status in the end. */
  fate: ContactStatus;
  segments: SegmentName[];
};

export type Codes = { sinceDaysAgo: number; shortcode: string; coupon: string | null };

export type Advocate = Person & {
  createdDaysAgo: number;
  joinedDaysAgo: number;
  /** How often the advocate refers, compared to others. */
  zeal: number;
  /** The codes by uid of the campaign. */
  codes: Map<string, Codes>;
};

export type People = {
  /** Enrolled to the end. The first is the star: an ambassador and creator whom everybody knows. */
  advocates: Advocate[];
  bannedAdvocate: Advocate;
  departedAdvocate: Advocate;
  /** Referred contacts. */
  households: Person[];
  businesses: Person[];
  /** Referred contacts that turned out not to be real customers. */
  impostors: Person[];
  /** Contacts nobody has referred yet. */
  strangers: Person[];
};

/** Everybody in the demo; the same people at every call. */
export function makePeople(): People {
  const random = makeRandom("people");
  const taken = new Set<string>();
  const advocates = SEGMENTS_OF_ADVOCATES.map((segments, index) =>
    makeAdvocate(random, taken, {
      segments,
      fate: "enrolled",
      isFounder: index % 3 !== 2,
      zeal: 1 + 4 / ((index % 13) + 1),
    }),
  );
  const bannedAdvocate = makeAdvocate(random, taken, {
    segments: ["Loyal customers"],
    fate: "banned",
    isFounder: true,
    zeal: 0,
  });
  const departedAdvocate = makeAdvocate(random, taken, {
    segments: ["Resellers"],
    fate: "unsubscribed",
    isFounder: true,
    zeal: 0,
  });
  const remarkable = REMARKABLE.map(({ first, last, email }) => {
    taken.add(email.toLowerCase());
    return makeCustomer(random, { firstName: first, lastName: last, email });
  });
  const make = (count: number, domains: readonly string[]) =>
    Array.from({ length: count }, () => makeCustomer(random, makeIdentity(random, taken, domains)));
  const others = advocates.length + 2 + remarkable.length + BUSINESSES + IMPOSTORS + STRANGERS;
  return {
    advocates,
    bannedAdvocate,
    departedAdvocate,
    households: [...remarkable, ...make(CONTACTS - others, HOUSEHOLD_DOMAINS)],
    businesses: make(BUSINESSES, COMPANY_DOMAINS),
    impostors: make(IMPOSTORS, HOUSEHOLD_DOMAINS).map((person) => ({ ...person, opening: "prospect", fate: "banned" })),
    strangers: make(STRANGERS, HOUSEHOLD_DOMAINS).map((person, index) => (index % 4 === 0 ? invited(person) : person)),
  };
}

/** How many advocates each set of segments has: forty in all, the star first. */
const SEGMENTS_OF_ADVOCATES: SegmentName[][] = [
  { count: 1, segments: ["Ambassadors", "Coffee creators"] },
  { count: 6, segments: ["Ambassadors"] },
  { count: 6, segments: ["Resellers"] },
  { count: 7, segments: ["Loyal customers"] },
  { count: 5, segments: ["Coffee creators"] },
  { count: 4, segments: ["Office managers"] },
  { count: 4, segments: ["Staff"] },
  { count: 3, segments: ["Loyal customers", "Coffee creators"] },
  { count: 2, segments: ["Resellers", "Ambassadors"] },
  { count: 2, segments: ["Staff", "Loyal customers"] },
].flatMap(({ count, segments }) => Array.from({ length: count }, () => segments as SegmentName[]));

type AdvocateTraits = { segments: SegmentName[]; fate: ContactStatus; isFounder: boolean; zeal: number };

function makeAdvocate(random: Random, taken: Set<string>, traits: AdvocateTraits): Advocate {
  const { segments, fate, isFounder, zeal } = traits;
  const domains = segments.includes("Staff")
    ? [STAFF_DOMAIN]
    : segments.includes("Resellers") || segments.includes("Office managers")
      ? COMPANY_DOMAINS
      : HOUSEHOLD_DOMAINS;
  const identity = makeIdentity(random, taken, domains);
  const joinedDaysAgo = isFounder ? random.between(412, 520) : random.between(60, 325);
  const codes = new Map<string, Codes>();
  for (const campaign of CAMPAIGNS) {
    if (!campaign.segments.some((segment) => segments.includes(segment))) continue;
    const sinceDaysAgo = Math.min(joinedDaysAgo, campaign.createdDaysAgo) - random.between(0.5, 3);
    if (campaign.endedDaysAgo !== null && sinceDaysAgo < campaign.endedDaysAgo + 10) continue;
    codes.set(campaign.uid, { sinceDaysAgo, ...makeCodes(random, taken, identity, campaign.uid) });
  }
  return {
    ...identity,
    uid: random.chance(0.6) ? makeUid(random) : null,
    opening: "enrolled",
    fate,
    segments,
    zeal,
    joinedDaysAgo,
    createdDaysAgo: joinedDaysAgo + random.between(1, 20),
    codes,
  };
}

function makeCodes(random: Random, taken: Set<string>, { firstName, lastName }: Identity, campaignUid: string) {
  const first = plainLetters(firstName!);
  const longer = first + plainLetters(lastName!).slice(0, 1);
  const ending = campaignPlan(campaignUid).couponEnding;
  const shortcode = firstFree(taken, () => `${first}-${letters(random, 4)}`);
  if (!ending || !random.chance(0.75)) return { shortcode, coupon: null };
  const stem = (attempt: number) => [first, longer][attempt] ?? `${longer}${attempt}`;
  return { shortcode, coupon: firstFree(taken, (attempt) => `${stem(attempt).toUpperCase()}${ending}`) };
}

type Identity = Pick<Person, "email" | "firstName" | "lastName">;

/** A name nobody else has, so that nobody in the demo is taken for somebody else, and an address made from it. */
function makeIdentity(random: Random, taken: Set<string>, domains: readonly string[]): Identity {
  const { first, last } = random.pick(CULTURES);
  const [firstName, lastName] = firstFree(taken, () => `${random.pick(first)} ${random.pick(last)}`).split(" ");
  const [given, family] = [plainLetters(firstName!), plainLetters(lastName!)];
  const domain = random.pick(domains);
  const local = random.pick([`${given}.${family}`, `${given[0]}.${family}`, `${given}${family}`, `${given}_${family}`]);
  const email = firstFree(taken, (attempt) => `${local}${attempt === 0 ? "" : attempt + 1}@${domain}`);
  return { email, firstName: firstName!, lastName: lastName! };
}

function makeCustomer(random: Random, identity: Identity): Person {
  const isEnrolled = random.chance(0.14);
  return {
    ...identity,
    uid: random.chance(0.4) ? makeUid(random) : null,
    opening: isEnrolled ? "enrolled" : "prospect",
    fate: isEnrolled ? "enrolled" : random.chance(0.06) ? "unsubscribed" : "prospect",
    segments: [],
  };
}

/** In a segment, but not enrolled yet: cannot refer so far. */
function invited(person: Person): Person {
  return { ...person, segments: ["Loyal customers"], opening: "prospect", fate: "prospect" };
}

function makeUid(random: Random): string {
  return `kc_${letters(random, 12)}`;
}

function letters(random: Random, count: number): string {
  return Array.from({ length: count }, () => random.whole(0, 35).toString(36)).join("");
}

/** The first of what `make` gives that nobody has yet. */
function firstFree(taken: Set<string>, make: (attempt: number) => string): string {
  for (let attempt = 0; ; attempt++) {
    const value = make(attempt);
    if (taken.has(value.toLowerCase())) continue;
    taken.add(value.toLowerCase());
    return value;
  }
}
