import type { CampaignPlan } from "./campaigns";
import { AUDIT, AUDIT_CORRECTION } from "./cast";
import type { Advocate } from "./people";
import * as reasons from "./reasons";
import {
  byHand,
  chooseAdvocate,
  chooseSource,
  later,
  makeRecord,
  type RecordStep,
  type Step,
  type Teller,
} from "./steps";

/** What happens to a referral after its beginning. */
type Plot = (teller: Teller, campaign: CampaignPlan, first: RecordStep) => Step[];

const nothingHappens: Plot = () => [];

/** Somebody else's link, or the same once more: logged as an attempt, and again in one case of six. */
const attemptedAgain: Plot = (teller, campaign, first) => {
  const isSame = teller.random.chance(0.2);
  const same = isSame ? teller.advocates.find(({ email }) => email === first.advocate) : undefined;
  const attempt = makeAttempt(teller, campaign, first, same);
  return teller.random.chance(1 / 6) ? [attempt, makeAttempt(teller, campaign, attempt)] : [attempt];
};

const deactivated: Plot = (teller, _campaign, first) => {
  const { random } = teller;
  const daysAgo = later(teller, first.daysAgo);
  if (first.source === "api" && random.chance(0.6)) {
    const reason = random.pick(reasons.DEACTIVATED_BY_INTEGRATION);
    return [{ kind: "deactivate", daysAgo, actor: first.actor, source: "api", reason }];
  }
  if (isOldEnoughForAudit(first) && random.chance(0.5)) {
    return [{ kind: "deactivate", ...byFile(AUDIT, reasons.DEACTIVATED_BY_FILE) }];
  }
  return [{ kind: "deactivate", ...byHand(daysAgo, random.pick(reasons.DEACTIVATED_BY_HAND)) }];
};

const deactivatedAndBack: Plot = (teller, _campaign, first) => {
  const { random } = teller;
  if (isOldEnoughForAudit(first) && random.chance(0.6)) {
    return [
      { kind: "deactivate", ...byFile(AUDIT, reasons.DEACTIVATED_BY_FILE) },
      { kind: "activate", attempt: 0, ...byFile(AUDIT_CORRECTION, reasons.ACTIVATED_BY_FILE) },
    ];
  }
  const off = later(teller, first.daysAgo);
  const on = later(teller, off);
  return [
    { kind: "deactivate", ...byHand(off, random.pick(reasons.DEACTIVATED_BY_HAND)) },
    { kind: "activate", attempt: 0, ...byHand(on, random.pick(reasons.ACTIVATED_AGAIN)) },
  ];
};

const handedOver: Plot = (teller, campaign, first) => {
  const daysAgo = later(teller, first.daysAgo);
  const { email } = chooseAdvocate(teller, campaign, daysAgo, [first.advocate]);
  const reason = teller.random.pick(reasons.HANDED_OVER);
  return [{ kind: "reassign", to: { advocate: email }, ...byHand(daysAgo, reason) }];
};

const takenOverByAttempt: Plot = (teller, campaign, first) => {
  const attempt = makeAttempt(teller, campaign, first);
  const act = byHand(later(teller, attempt.daysAgo), teller.random.pick(reasons.TAKEN_OVER));
  return [attempt, { kind: "reassign", to: { attempt: 1 }, ...act }];
};

/** The reassignment as the manual describes it, in two steps by hand. */
const swappedByHand: Plot = (teller, campaign, first) => {
  const attempt = makeAttempt(teller, campaign, first);
  const off = later(teller, attempt.daysAgo);
  const twoMinutes = 2 / 1440;
  return [
    attempt,
    { kind: "deactivate", ...byHand(off, reasons.SWAPPED_OFF) },
    { kind: "activate", attempt: 1, ...byHand(Math.max(off - twoMinutes, off / 2), reasons.SWAPPED_ON) },
  ];
};

const replaced: Plot = (teller, campaign, first) => {
  const off = later(teller, first.daysAgo, campaign.endedDaysAgo);
  const daysAgo = later(teller, off, campaign.endedDaysAgo);
  return [
    { kind: "deactivate", ...byHand(off, reasons.REPLACED_OFF) },
    makeRecord(teller, { campaign, daysAgo, source: "manual", except: [first.advocate] }),
  ];
};

const PLOTS: [Plot, number][] = [
  [nothingHappens, 75],
  [attemptedAgain, 13],
  [deactivated, 4.5],
  [deactivatedAndBack, 2],
  [handedOver, 2.4],
  [takenOverByAttempt, 1.6],
  [swappedByHand, 1],
  [replaced, 1],
];

/** Nobody can be given a referral in a campaign that has ended. */
const PLOTS_OF_ENDED_CAMPAIGN = PLOTS.filter(([plot]) => plot !== handedOver);

/** How a referral goes on that began at `daysAgo`; null when nothing happens to it. */
export function choosePlot({ random }: Teller, campaign: CampaignPlan, daysAgo: number): Plot | null {
  const plot = random.weighted(campaign.endedDaysAgo === null ? PLOTS : PLOTS_OF_ENDED_CAMPAIGN);
  return daysAgo < 1 || plot === nothingHappens ? null : plot;
}

/** Another referral of the same contact into the same campaign; by somebody else, unless the advocate is given. */
function makeAttempt(teller: Teller, campaign: CampaignPlan, previous: RecordStep, advocate?: Advocate): RecordStep {
  const source = chooseSource(teller, campaign, previous.daysAgo);
  const daysAgo = source === "csv_import" ? previous.daysAgo : later(teller, previous.daysAgo, campaign.endedDaysAgo);
  return makeRecord(teller, { campaign, daysAgo, source, advocate, except: [previous.advocate] });
}

/** The audit looked at referrals that had had 90 days to lead to an order. */
function isOldEnoughForAudit(first: RecordStep): boolean {
  return first.daysAgo > AUDIT.daysAgo + 90;
}

function byFile({ stem, daysAgo }: typeof AUDIT, reason: string) {
  return { daysAgo, actor: stem, source: "csv_import" as const, reason };
}
