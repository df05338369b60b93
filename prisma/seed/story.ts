import { CAMPAIGNS, type CampaignPlan, campaignPlan } from "./campaigns";
import type { Advocate, People, Person } from "./people";
import { choosePlot } from "./plots";
import { makeRandom } from "./random";
import * as reasons from "./reasons";
import { byHand, chooseAdvocate, chooseSource, makeRecord, type Slot, type Teller } from "./steps";

const STORY_DAYS = 364;
const REFERRALS_OF_STAR = 80;
const ADVOCATE_BANNED_DAYS_AGO = 74;
const PARTNER_LEFT_DAYS_AGO = 112;
/** How many of the customers are kept for the stories of the two advocates who are no longer there. */
const CUSTOMERS_OF_BANNED = 8;
const ACCOUNTS_OF_DEPARTED = 9;
/** Where in the list of households two remarkable stories find their heroes. */
const CONTESTED = 9;
const IN_THREE_CAMPAIGNS = 12;

/** All that happened, slot by slot; the same at every call. */
export function tellStory(people: People): Slot[] {
  const teller: Teller = { random: makeRandom("story"), advocates: people.advocates, rowsOfFile: new Map() };
  const { households, businesses } = people;
  const contested = households[CONTESTED]!;
  const inThree = households[IN_THREE_CAMPAIGNS]!;
  const others = households.filter((person) => person !== contested && person !== inThree);
  const leaked = others.slice(-CUSTOMERS_OF_BANNED);
  const accounts = businesses.slice(-ACCOUNTS_OF_DEPARTED);
  return [
    contestedSlot(teller, contested),
    ...slotsInThreeCampaigns(teller, inThree),
    ...slotsOfBanned(teller, people.bannedAdvocate, leaked),
    ...slotsOfDeparted(teller, people.departedAdvocate, accounts),
    ...people.impostors.map((person) => fraudulentSlot(teller, person)),
    ...slotsOfReferredAdvocates(teller),
    ...ordinarySlots(teller, others.slice(0, -CUSTOMERS_OF_BANNED), businesses.slice(0, -ACCOUNTS_OF_DEPARTED)),
  ];
}

function ordinarySlots(teller: Teller, households: Person[], businesses: Person[]): Slot[] {
  const { random } = teller;
  const wanted = [
    ...businesses.map((person) => ({ person, campaign: campaignPlan("office-partners") })),
    ...households.flatMap((person) => chooseCampaigns(teller).map((campaign) => ({ person, campaign }))),
  ];
  let leftToStar = REFERRALS_OF_STAR;
  return random.shuffled(wanted).map(({ person, campaign }) => {
    const source = chooseSource(teller, campaign, Number.POSITIVE_INFINITY);
    const daysAgo = source === "csv_import" ? Number.POSITIVE_INFINITY : chooseMoment(teller, campaign);
    const plot = choosePlot(teller, campaign, daysAgo);
    const star = teller.advocates[0]!;
    const isOfStar = plot === null && leftToStar > 0 && star.codes.has(campaign.uid) && random.chance(0.3);
    if (isOfStar) leftToStar--;
    const first = makeRecord(teller, { campaign, daysAgo, source, advocate: isOfStar ? star : undefined });
    return makeSlot(person, campaign, [first, ...(plot?.(teller, campaign, first) ?? [])]);
  });
}

/** One to four campaigns a household was referred in. */
function chooseCampaigns({ random }: Teller): CampaignPlan[] {
  const count = random.weighted([
    [1, 56],
    [2, 30],
    [3, 11],
    [4, 3],
  ]);
  const chosen: CampaignPlan[] = [];
  while (chosen.length < count) {
    const left = CAMPAIGNS.filter((campaign) => !chosen.includes(campaign));
    chosen.push(random.weighted(left.map((campaign) => [campaign, campaign.households] as const)));
  }
  return chosen;
}

/** A moment in the last twelve months while the campaign ran; a running one gets more and more referrals. */
function chooseMoment({ random }: Teller, { startsDaysAgo, endedDaysAgo }: CampaignPlan): number {
  const first = Math.min(startsDaysAgo, STORY_DAYS);
  const last = endedDaysAgo ?? 0;
  return last + (first - last) * (endedDaysAgo === null ? random.next() ** 1.4 : random.next());
}

/** Five attempts beside the first referral, and two reassignments: to somebody named, then to one of the attempts. */
function contestedSlot(teller: Teller, person: Person): Slot {
  const campaign = campaignPlan("refer-a-friend");
  const involved: string[] = [];
  const record = (daysAgo: number, source: "api" | "widget" | "order" | "manual") => {
    const step = makeRecord(teller, { campaign, daysAgo, source, except: involved });
    involved.push(step.advocate);
    return step;
  };
  const steps = [record(203.4, "api"), record(196.7, "widget"), record(181.2, "order")];
  const successor = chooseAdvocate(teller, campaign, 160.3, involved).email;
  involved.push(successor);
  return makeSlot(person, campaign, [
    ...steps,
    { kind: "reassign", to: { advocate: successor }, ...byHand(160.3, reasons.HANDED_OVER[0]!) },
    record(121.9, "widget"),
    record(88.1, "manual"),
    record(52.6, "order"),
    { kind: "reassign", to: { attempt: 2 }, ...byHand(33.5, reasons.TAKEN_OVER[0]!) },
  ]);
}

function slotsInThreeCampaigns(teller: Teller, person: Person): Slot[] {
  const first = (uid: string, daysAgo: number, source: "widget" | "order" | "api") => {
    const campaign = campaignPlan(uid);
    return { campaign, step: makeRecord(teller, { campaign, daysAgo, source }) };
  };
  return [
    first("subscription-launch", 305.6, "widget"),
    first("refer-a-friend", 214.2, "order"),
    first("creator-club", 61.7, "api"),
  ].map(({ campaign, step }) => makeSlot(person, campaign, [step]));
}

/** An advocate whose code leaked: everything it brought was deactivated in one go. */
function slotsOfBanned(teller: Teller, advocate: Advocate, customers: Person[]): Slot[] {
  const campaign = campaignPlan("refer-a-friend");
  return customers.map((person) => {
    const daysAgo = teller.random.between(ADVOCATE_BANNED_DAYS_AGO + 1, ADVOCATE_BANNED_DAYS_AGO + 15);
    const first = makeRecord(teller, { campaign, daysAgo, source: "order", advocate });
    return makeSlot(person, campaign, [
      first,
      { kind: "deactivate", ...byHand(ADVOCATE_BANNED_DAYS_AGO, reasons.CODE_LEAKED) },
    ]);
  });
}

/** A partner who left: all accounts were handed to one other partner in one go. */
function slotsOfDeparted(teller: Teller, advocate: Advocate, customers: Person[]): Slot[] {
  const campaign = campaignPlan("office-partners");
  const heir = chooseAdvocate(teller, campaign, PARTNER_LEFT_DAYS_AGO, []).email;
  return customers.map((person) => {
    const daysAgo = teller.random.between(PARTNER_LEFT_DAYS_AGO + 5, STORY_DAYS);
    return makeSlot(person, campaign, [
      makeRecord(teller, { campaign, daysAgo, source: "api", advocate }),
      { kind: "reassign", to: { advocate: heir }, ...byHand(PARTNER_LEFT_DAYS_AGO, reasons.PARTNER_LEFT) },
    ]);
  });
}

function fraudulentSlot(teller: Teller, person: Person): Slot {
  const campaign = campaignPlan("refer-a-friend");
  const daysAgo = teller.random.between(12, 240);
  const first = makeRecord(teller, { campaign, daysAgo, source: "widget" });
  const reason = teller.random.pick(reasons.FRAUD);
  return makeSlot(person, campaign, [first, { kind: "deactivate", ...byHand(daysAgo * 0.9, reason) }]);
}

/** Some advocates were customers first, and came because another advocate had referred them. */
function slotsOfReferredAdvocates(teller: Teller): Slot[] {
  return teller.advocates
    .filter(({ joinedDaysAgo, segments }) => joinedDaysAgo < 340 && !segments.includes("Staff"))
    .map((advocate) => {
      const isBusiness = advocate.codes.has("office-partners");
      const campaign = campaignPlan(isBusiness ? "office-partners" : "refer-a-friend");
      const source = isBusiness ? "api" : "widget";
      return makeSlot(advocate, campaign, [makeRecord(teller, { campaign, daysAgo: advocate.createdDaysAgo, source })]);
    });
}

function makeSlot(person: Person, campaign: CampaignPlan, steps: Slot["steps"]): Slot {
  return { campaignUid: campaign.uid, customerEmail: person.email, steps };
}
