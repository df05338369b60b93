import type { AttributionChoices } from "@/lib/imports/kinds/attributions/schema";
import type { RowOutcome } from "@/lib/imports/schema";
import type { Campaign, Code, Person } from "./model";

/**
 * What becomes of the rows of a file once more, as plainly as it can be said: one row after the other, no database, no
 * sets, no facts. Written from the issue and the article, not from the code, so that the two can be held against each
 * other. Everybody and everything is named by its place in a list; a newcomer is a place behind the last person.
 */

export type ModelRow = {
  customer: number | null;
  campaign: number | null;
  advocate: number | null;
  code: number | "unknown" | null;
  status: "active" | "inactive" | "" | "paused";
};

export type ModelWorld = { people: Person[]; campaigns: Campaign[]; codes: Code[] };
/** One contact in one campaign: whose attribution stands, and how many inactive ones each advocate has. */
export type ModelSlot = { standing: number | null; inactive: number[] };

const NEWCOMER: Person = { status: "prospect", member: false };

export class ImportModel {
  readonly slots = new Map<string, ModelSlot>();
  readonly created = new Set<number>();

  constructor(
    readonly world: ModelWorld,
    readonly choices: AttributionChoices,
  ) {}

  slot(campaign: number, customer: number): ModelSlot {
    const key = `${campaign} ${customer}`;
    const slot = this.slots.get(key) ?? { standing: null, inactive: this.world.people.map(() => 0) };
    this.slots.set(key, slot);
    return slot;
  }

  play(row: ModelRow): RowOutcome {
    if (row.status === "paused" || row.customer === null || row.code === "unknown") return "rejected";
    const code = row.code === null ? null : this.world.codes[row.code]!;
    if (code && row.campaign !== null && row.campaign !== code.campaign) return "rejected";
    if (code && row.advocate !== null && row.advocate !== code.advocate) return "rejected";
    const campaign = row.campaign ?? code?.campaign;
    const advocate = row.advocate ?? code?.advocate;
    if (campaign === undefined || advocate === undefined) return "rejected";
    const isNew = row.customer >= this.world.people.length && !this.created.has(row.customer);
    if (isNew && !this.choices.createContacts) return "rejected";
    const slot = this.slot(campaign, row.customer);
    const outcome =
      row.status === "inactive" ? this.deactivate(slot, advocate) : this.refer(slot, row.customer, campaign, advocate);
    if (isNew && outcome !== "rejected") this.created.add(row.customer);
    return outcome;
  }

  private deactivate(slot: ModelSlot, advocate: number): RowOutcome {
    if (slot.standing === advocate) {
      slot.standing = null;
      slot.inactive[advocate]!++;
      return "deactivated";
    }
    return slot.inactive[advocate]! > 0 ? "unchanged" : "rejected";
  }

  private refer(slot: ModelSlot, customer: number, campaign: number, advocate: number): RowOutcome {
    const { banned, unsubscribed, ineligible } = this.obstacles(customer, campaign, advocate);
    const mayBeNew = !banned && !unsubscribed && !ineligible;
    if (slot.standing === advocate && this.choices.repeat === "unchanged") return "unchanged";
    if (slot.standing === advocate || (slot.standing !== null && this.choices.other === "log")) {
      if (!mayBeNew) return "rejected";
      slot.inactive[advocate]!++;
      return "attempt";
    }
    const revives = slot.inactive[advocate]! > 0;
    const former = slot.standing;
    if (revives ? banned : former === null ? !mayBeNew : banned || ineligible) return "rejected";
    if (revives) slot.inactive[advocate]!--;
    if (former !== null) slot.inactive[former]!++;
    slot.standing = advocate;
    if (former !== null) return "reassigned";
    return revives ? "activated" : "created";
  }

  private obstacles(customer: number, campaign: number, advocate: number) {
    const { status } = this.world.people[customer] ?? NEWCOMER;
    const referrer = this.world.people[advocate]!;
    return {
      banned: status === "banned" || referrer.status === "banned",
      unsubscribed: status === "unsubscribed",
      ineligible:
        customer === advocate ||
        referrer.status !== "enrolled" ||
        !referrer.member ||
        this.world.campaigns[campaign]!.ended,
    };
  }
}
