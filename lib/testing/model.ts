import type { Refusal, Rejection } from "@/lib/attributions/schema";

/**
 * The rules of referral attribution once more, as plainly as they can be said: one list, one step at a time, no
 * database, no sets. Written from DOMAIN, not from the code, so that the two can be held against each other.
 * Everybody and everything is named by its place in a list.
 */

export type ContactStatus = "prospect" | "enrolled" | "unsubscribed" | "banned";
export type Person = { status: ContactStatus; member: boolean };
/** Open to the one segment there is. */
export type Campaign = { ended: boolean };
export type Code = { kind: "shortcode" | "coupon"; campaign: number; advocate: number };

export type ModelDraft = {
  customer: number;
  campaign: number | null;
  advocate: number | null;
  /** A code by its place, or "unknown". */
  code: number | "unknown" | null;
};

export type ModelEvent = { kind: string; from: string | null; to: string; detail: Record<string, number> };
export type ModelAttribution = {
  campaign: number;
  customer: number;
  advocate: number;
  method: string;
  status: "active" | "inactive";
  reason: string | null;
  events: ModelEvent[];
};

/** Attributions are named by their place; one that does not exist is -1. */
export type Refused = { outcome: "refused"; code: Refusal | Rejection; standing: number | null };
export type ModelRecordOutcome =
  | { outcome: "active"; made: number }
  | { outcome: "inactive_duplicate"; made: number; standing: number }
  | { outcome: "rejected"; problems: Rejection[] };
export type ModelChangeOutcome = { outcome: "changed" } | { outcome: "reassigned"; successor: number } | Refused;

export class Model {
  readonly attributions: ModelAttribution[] = [];

  constructor(
    readonly people: Person[],
    readonly campaigns: Campaign[],
    readonly codes: Code[],
  ) {}

  record(drafts: ModelDraft[]): ModelRecordOutcome[] {
    return drafts.map((draft) => {
      const code = typeof draft.code === "number" ? this.codes[draft.code]! : null;
      const problems = this.problemsOf(draft);
      if (problems.length > 0) return { outcome: "rejected", problems };
      const made = {
        campaign: draft.campaign ?? code!.campaign,
        customer: draft.customer,
        advocate: draft.advocate ?? code!.advocate,
        method: code?.kind ?? "advocate",
      };
      const standing = this.standingIn(made);
      return standing === null
        ? { outcome: "active", made: this.addActive(made) }
        : { outcome: "inactive_duplicate", made: this.addDuplicate(made, standing), standing };
    });
  }

  changeStatus(given: number[], to: "active" | "inactive"): ModelChangeOutcome[] {
    const ids = [...new Set(given)];
    const refusals = new Map<number, Refusal | Rejection>();
    for (const id of ids) {
      const attribution = this.attributions[id];
      if (!attribution) refusals.set(id, "not_found");
      else if (attribution.status === to) refusals.set(id, to === "active" ? "already_active" : "already_inactive");
      else if (to === "inactive") this.change(id, "attribution.deactivated", "deactivated");
      else if (this.isBanned(attribution)) refusals.set(id, "contact_banned");
      else if (this.standingIn(attribution) !== null) refusals.set(id, "standing_exists");
      else this.change(id, "attribution.activated", null);
    }
    return ids.map((id) => this.refused(id, refusals.get(id)) ?? { outcome: "changed" });
  }

  reassignToAdvocate(given: number[], advocate: number): ModelChangeOutcome[] {
    const ids = [...new Set(given)];
    const refusals = new Map<number, Refusal | Rejection>();
    const successors = new Map<number, number>();
    for (const id of ids) {
      const attribution = this.attributions[id];
      const refusal = this.whyNotStanding(attribution) ?? this.whyNotAdvocate(attribution!, advocate);
      if (refusal) {
        refusals.set(id, refusal);
        continue;
      }
      const successor = this.attributions.length;
      this.change(id, "attribution.reassigned", "reassigned", { to: successor });
      const { campaign, customer } = attribution!;
      this.addActive({ campaign, customer, advocate, method: "advocate" }, { replaces: id });
      successors.set(id, successor);
    }
    return ids.map(
      (id) => this.refused(id, refusals.get(id)) ?? { outcome: "reassigned", successor: successors.get(id)! },
    );
  }

  reassignToAttempt(id: number, attempt: number): ModelChangeOutcome[] {
    const attribution = this.attributions[id];
    const refusal = this.whyNotStanding(attribution) ?? this.whyNotAttempt(attribution!, this.attributions[attempt]);
    if (!refusal) {
      this.change(id, "attribution.reassigned", "reassigned", { to: attempt });
      this.change(attempt, "attribution.activated", null, { replaces: id });
    }
    return [this.refused(id, refusal ?? undefined) ?? { outcome: "reassigned", successor: attempt }];
  }

  /** Everything wrong with a draft. */
  private problemsOf(draft: ModelDraft): Rejection[] {
    const problems: Rejection[] = [];
    const code = typeof draft.code === "number" ? this.codes[draft.code]! : null;
    const customer = this.people[draft.customer]!;
    const campaignPlace = draft.campaign ?? code?.campaign;
    const advocatePlace = draft.advocate ?? code?.advocate;
    const campaign = campaignPlace === undefined ? null : this.campaigns[campaignPlace]!;
    const advocate = advocatePlace === undefined ? null : this.people[advocatePlace]!;

    if (customer.status === "unsubscribed") problems.push("customer_unsubscribed");
    if (draft.code === "unknown") problems.push("unknown_code");
    else if (code && draft.campaign !== null && draft.campaign !== code.campaign)
      problems.push("code_campaign_mismatch");
    else if (code && draft.advocate !== null && draft.advocate !== code.advocate)
      problems.push("code_advocate_mismatch");
    if (!campaign && draft.code === null) problems.push("campaign_required");
    if (campaign?.ended) problems.push("campaign_ended");
    if (!advocate && draft.code === null) problems.push("advocate_required");
    if (advocatePlace === draft.customer) problems.push("self_referral");
    if (customer.status === "banned" || advocate?.status === "banned") problems.push("contact_banned");
    if (advocate && (advocate.status === "prospect" || advocate.status === "unsubscribed")) {
      problems.push("advocate_not_enrolled");
    }
    if (advocate && campaign && !advocate.member) problems.push("advocate_not_in_segment");
    return problems;
  }

  private whyNotStanding(attribution: ModelAttribution | undefined): Refusal | null {
    if (!attribution) return "not_found";
    return attribution.status === "active" ? null : "standing_changed";
  }

  private whyNotAdvocate(standing: ModelAttribution, advocate: number): Refusal | Rejection | null {
    if (standing.advocate === advocate) return "same_advocate";
    const draft = { customer: standing.customer, campaign: standing.campaign, advocate, code: null };
    return this.problemsOf(draft).find((problem) => problem !== "customer_unsubscribed") ?? null;
  }

  private whyNotAttempt(standing: ModelAttribution, attempt: ModelAttribution | undefined): Refusal | Rejection | null {
    const sameSlot = attempt?.campaign === standing.campaign && attempt.customer === standing.customer;
    if (attempt?.status !== "inactive" || !sameSlot) return "attempt_unavailable";
    return this.isBanned(attempt) ? "contact_banned" : null;
  }

  private refused(id: number, code: Refusal | Rejection | undefined): Refused | null {
    if (!code) return null;
    const attribution = this.attributions[id];
    return { outcome: "refused", code, standing: attribution ? this.standingIn(attribution) : null };
  }

  private isBanned({ customer, advocate }: ModelAttribution): boolean {
    return this.people[customer]!.status === "banned" || this.people[advocate]!.status === "banned";
  }

  /** The active attribution of a slot. */
  standingIn({ campaign, customer }: { campaign: number; customer: number }): number | null {
    const place = this.attributions.findIndex(
      (one) => one.campaign === campaign && one.customer === customer && one.status === "active",
    );
    return place === -1 ? null : place;
  }

  private addActive(made: Omit<ModelAttribution, "status" | "reason" | "events">, detail = {}): number {
    const event = { kind: "attribution.created", from: null, to: "active", detail };
    return this.attributions.push({ ...made, status: "active", reason: null, events: [event] }) - 1;
  }

  private addDuplicate(made: Omit<ModelAttribution, "status" | "reason" | "events">, standing: number): number {
    const event = { kind: "attribution.duplicate_logged", from: null, to: "inactive", detail: { standing } };
    return this.attributions.push({ ...made, status: "inactive", reason: "duplicate_attempt", events: [event] }) - 1;
  }

  private change(id: number, kind: string, reason: string | null, detail: Record<string, number> = {}): void {
    const attribution = this.attributions[id]!;
    const to = reason === null ? "active" : "inactive";
    attribution.events.push({ kind, from: attribution.status, to, detail });
    attribution.status = to;
    attribution.reason = reason;
  }
}
