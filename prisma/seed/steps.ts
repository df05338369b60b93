import type { Source } from "@/lib/audit/schema";
import { days } from "./calendar";
import type { CampaignPlan } from "./campaigns";
import { ADMIN, actorAt, IMPORTS, METHODS_BY_SOURCE } from "./cast";
import type { Advocate } from "./people";
import type { Random } from "./random";
import { RECORDED_BY_HAND } from "./reasons";

/** Who does it, through which door, when and why. */
type Act = { daysAgo: number; actor: string; source: Source; reason: string | null };

export type RecordStep = Act & {
  kind: "record";
  /** E-mail of the advocate. */
  advocate: string;
  /** The advocate's code, or null where the advocate is named by e-mail. */
  code: string | null;
};
/** `attempt` counts the attributions of the slot from 0, in the order of their creation. */
export type ChangeStep =
  | (Act & { kind: "deactivate" })
  | (Act & { kind: "activate"; attempt: number })
  | (Act & { kind: "reassign"; to: { advocate: string } | { attempt: number } });
export type Step = RecordStep | ChangeStep;

/** What happens between one contact and one campaign, oldest first. */
export type Slot = { campaignUid: string; customerEmail: string; steps: Step[] };

/** What is needed to make up steps; it remembers how many rows each imported file has so far. */
export type Teller = { random: Random; advocates: Advocate[]; rowsOfFile: Map<string, number> };

type Wish = {
  campaign: CampaignPlan;
  daysAgo: number;
  source: Source;
  /** Who refers; otherwise chance decides. */
  advocate?: Advocate;
  /** E-mails of those whom chance shall not choose. */
  except?: string[];
};

/** A referral through one of the campaign's doors at the given moment (a file: at its own). */
export function makeRecord(teller: Teller, { campaign, daysAgo, source, advocate, except = [] }: Wish): RecordStep {
  const { random } = teller;
  const door =
    source === "csv_import"
      ? nextRow(teller, campaign, daysAgo)
      : { actor: actorAt(random, source, campaign), daysAgo };
  const referrer = advocate ?? chooseAdvocate(teller, campaign, door.daysAgo, except);
  const { shortcode, coupon } = referrer.codes.get(campaign.uid)!;
  const method = random.weighted(METHODS_BY_SOURCE[source]);
  const code = method === "coupon" ? (coupon ?? shortcode) : shortcode;
  return {
    kind: "record",
    ...door,
    source,
    reason: source === "manual" ? random.pick(RECORDED_BY_HAND) : null,
    advocate: referrer.email,
    code: method === "advocate" ? null : code,
  };
}

/** One of the campaign's doors; a file only if one was imported after `daysAgo`. */
export function chooseSource({ random }: Teller, campaign: CampaignPlan, daysAgo: number): Source {
  const doors = Object.entries(campaign.sources) as [Source, number][];
  const hasFile = filesAfter(campaign, daysAgo).length > 0;
  return random.weighted(doors.filter(([source]) => hasFile || source !== "csv_import"));
}

/** A moment hours to weeks after `daysAgo`, and before the campaign's end when asked for. */
export function later({ random }: Teller, daysAgo: number, endedDaysAgo: number | null = null): number {
  const room = daysAgo - (endedDaysAgo ?? 0);
  return daysAgo - Math.min(room * random.between(0.3, 0.8), 0.1 + 40 * random.next() * random.next());
}

/** Somebody who could refer in the campaign at that moment, the keen ones more often; never the star. */
export function chooseAdvocate(teller: Teller, campaign: CampaignPlan, daysAgo: number, except: string[]): Advocate {
  const able = teller.advocates.slice(1).filter(({ email, codes }) => {
    const own = codes.get(campaign.uid);
    return own !== undefined && own.sinceDaysAgo > daysAgo && !except.includes(email);
  });
  return teller.random.weighted(able.map((advocate) => [advocate, advocate.zeal] as const));
}

/** What an admin does by hand. */
export function byHand(daysAgo: number, reason: string | null): Act {
  return { daysAgo, actor: ADMIN, source: "manual", reason };
}

function filesAfter(campaign: CampaignPlan, daysAgo: number) {
  return IMPORTS.filter((file) => file.campaignUid === campaign.uid && file.daysAgo < daysAgo);
}

/** The next row of a file that was imported into the campaign after `daysAgo`: some milliseconds after the row before. */
function nextRow({ random, rowsOfFile }: Teller, campaign: CampaignPlan, daysAgo: number) {
  const file = random.pick(filesAfter(campaign, daysAgo));
  const row = (rowsOfFile.get(file.stem) ?? 0) + 1;
  rowsOfFile.set(file.stem, row);
  return { actor: file.stem, daysAgo: file.daysAgo - days(10 * row) };
}
