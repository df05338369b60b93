import { personName } from "@/components/contacts/person-name";
import type { DraftCheck } from "@/lib/attributions/record-queries";
import type { Rejection } from "@/lib/attributions/schema";
import { rejectionSentence } from "@/lib/attributions/wording";

/** One thing that was checked: whether it holds, and in words what was found. */
export type CheckItem = { key: string; holds: boolean; text: string };

const CODE_NAMES = { shortcode: "shortcode", coupon: "coupon code" } as const;

/** Everything that was checked about a draft so far, in the order of the form. */
export function checkItems(check: DraftCheck): CheckItem[] {
  const { customer, campaign, advocate, code, problems } = check;
  const has = (...codes: Rejection[]) => codes.find((one) => problems.includes(one));
  const items: CheckItem[] = [];
  const add = (key: string, problem: string | undefined, fine: string | null) => {
    if (problem) items.push({ key, holds: false, text: problem });
    else if (fine) items.push({ key, holds: true, text: fine });
  };
  const sentence = (problem: Rejection | undefined) => (problem ? rejectionSentence(problem) : undefined);

  add("customer", customerProblem(check), customer && `${personName(customer)} can be referred.`);
  add("code", codeProblem(check), code && `${code.code} is a ${CODE_NAMES[code.kind]} in ${code.campaign.name}.`);
  add(
    "campaign",
    sentence(has("campaign_not_found", "campaign_not_started", "campaign_ended")),
    campaign && `${campaign.name} is running.`,
  );
  if (has("advocate_not_found")) add("advocate", sentence("advocate_not_found"), null);
  if (!advocate || has("code_retired")) return items;
  add("self", sentence(has("self_referral")), null);
  add("enrolled", enrolmentProblem(check), `${personName(advocate)} is enrolled.`);
  if (campaign) {
    add("segment", segmentProblem(check), `${personName(advocate)} is in a segment of ${campaign.name}.`);
  }
  return items;
}

function customerProblem({ customer, problems }: DraftCheck): string | undefined {
  if (problems.includes("customer_not_found")) return rejectionSentence("customer_not_found");
  if (problems.includes("customer_unsubscribed")) return rejectionSentence("customer_unsubscribed");
  if (customer?.status === "banned") return `${personName(customer)} is banned and cannot be referred.`;
}

function codeProblem({ code, problems }: DraftCheck): string | undefined {
  if (code && problems.includes("code_campaign_mismatch")) {
    return `${code.code} belongs to ${code.campaign.name}. Choose that campaign, or another code.`;
  }
  const found = (["unknown_code", "code_retired", "code_advocate_mismatch"] as const).find((one) =>
    problems.includes(one),
  );
  return found && rejectionSentence(found);
}

function enrolmentProblem({ advocate, problems }: DraftCheck): string | undefined {
  const name = personName(advocate!);
  if (advocate!.status === "banned") return `${name} is banned and cannot refer.`;
  if (!problems.includes("advocate_not_enrolled")) return undefined;
  const status = advocate!.status === "prospect" ? "a prospect" : advocate!.status;
  return `${name} is ${status}, not enrolled, so cannot refer. Enrol the contact first.`;
}

function segmentProblem({ advocate, campaign, openSegments, problems }: DraftCheck): string | undefined {
  if (!problems.includes("advocate_not_in_segment")) return undefined;
  const name = personName(advocate!);
  if (openSegments.length === 0) return `${campaign!.name} is open to no segment yet, so nobody can refer in it.`;
  const segments =
    openSegments.length === 1 ? `the segment ${openSegments[0]}` : `one of the segments ${openSegments.join(", ")}`;
  return `${name} is in no segment of ${campaign!.name}. Add the contact to ${segments}.`;
}
