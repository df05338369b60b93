import type { Advocate, People, Person } from "./people";
import { makeRandom, type Random } from "./random";
import type { Slot, Step } from "./steps";

/** When what happened to a contact apart from its referrals. */
export type Biography = {
  person: Person;
  createdDaysAgo: number;
  /** When it came into its segments. */
  joinedDaysAgo: number;
  /** When its status became what it is in the end; null where that is what it always was. */
  fateDaysAgo: number | null;
};

/**
 * A biography for everybody, oldest contact first. Contacts come before their referral where it asks for an existing
 * contact (by hand, by file) and with it otherwise; whoever leaves, leaves after the last thing that happened.
 */
export function writeBiographies(people: People, slots: Slot[]): Biography[] {
  const random = makeRandom("biographies");
  const stepsOf = stepsByEmail(slots);
  const advocates = [...people.advocates, people.bannedAdvocate, people.departedAdvocate];
  const customers = [...people.households, ...people.businesses, ...people.impostors];
  return [
    ...advocates.map((advocate) => ofAdvocate(random, advocate, stepsOf.get(advocate.email) ?? [])),
    ...customers.map((person) => ofCustomer(random, person, stepsOf.get(person.email)!)),
    ...people.strangers.map((person) => ofStranger(random, person)),
  ].sort((one, other) => other.createdDaysAgo - one.createdDaysAgo);
}

/** What happened to each contact, as customer or as advocate. */
function stepsByEmail(slots: Slot[]): Map<string, Step[]> {
  const steps = new Map<string, Step[]>();
  const note = (email: string, step: Step) => steps.set(email, [...(steps.get(email) ?? []), step]);
  for (const { customerEmail, steps: ofSlot } of slots) {
    for (const step of ofSlot) note(customerEmail, step);
    for (const { advocate } of ofSlot.filter((step) => step.kind === "record")) {
      for (const step of ofSlot) note(advocate, step);
    }
  }
  return steps;
}

function ofAdvocate(random: Random, advocate: Advocate, steps: Step[]): Biography {
  const { createdDaysAgo, joinedDaysAgo } = advocate;
  return { person: advocate, createdDaysAgo, joinedDaysAgo, fateDaysAgo: fateAfter(random, advocate, steps) };
}

function ofCustomer(random: Random, person: Person, steps: Step[]): Biography {
  const first = steps.reduce((earliest, step) => (step.daysAgo > earliest.daysAgo ? step : earliest));
  const isKnownBefore = first.source === "manual" || first.source === "csv_import";
  const createdDaysAgo = first.daysAgo + (isKnownBefore ? random.between(0.02, 30) : 0);
  return { person, createdDaysAgo, joinedDaysAgo: createdDaysAgo, fateDaysAgo: fateAfter(random, person, steps) };
}

function ofStranger(random: Random, person: Person): Biography {
  const createdDaysAgo = random.between(0.2, 330);
  const fateDaysAgo = person.fate === person.opening ? null : createdDaysAgo * random.between(0.1, 0.9);
  return { person, createdDaysAgo, joinedDaysAgo: createdDaysAgo, fateDaysAgo };
}

function fateAfter(random: Random, { opening, fate }: Person, steps: Step[]): number | null {
  if (fate === opening) return null;
  const last = Math.min(...steps.map(({ daysAgo }) => daysAgo));
  // A ban follows at once; people take their time to unsubscribe.
  return fate === "banned" ? last * 0.999 : last * random.between(0.2, 0.95);
}
