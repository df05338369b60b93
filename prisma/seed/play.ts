import "server-only";
import { type ActorContext, changeStatus, recordAttributions } from "@/lib/attributions/commands";
import { reassign } from "@/lib/attributions/reassign";
import type { Transaction } from "@/lib/db/transaction";
import type { Calendar } from "./calendar";
import type { ChangeStep, RecordStep, Slot, Step } from "./steps";

/** What the keys of the story are called in the database. */
export type Ids = { actors: Map<string, string>; contacts: Map<string, string> };

/** A slot while it is being played: its attributions in the order of their creation, and the one that stands. */
type Stage = Slot & { attributionIds: string[]; standingId: string | null };
type Turn<S extends Step> = { stage: Stage; step: S };

/**
 * Plays the story through the doors everybody uses: first every slot's first step, then every slot's second one, and so
 * on. Each slot has its own order that way, and the steps of different slots, which cannot touch each other, are
 * written together.
 * @returns how many attributions came to exist
 * @throws when a step is refused: the story is wrong then
 */
export async function play(tx: Transaction, calendar: Calendar, ids: Ids, slots: Slot[]): Promise<number> {
  const stages = slots.map((slot): Stage => ({ ...slot, attributionIds: [], standingId: null }));
  const rounds = Math.max(...slots.map(({ steps }) => steps.length));
  for (let round = 0; round < rounds; round++) {
    const turns = stages.flatMap((stage) => {
      const step = stage.steps[round];
      return step ? [{ stage, step }] : [];
    });
    for (const group of grouped(turns.filter(isRecord), ({ step }) => [step.actor, step.source])) {
      await record(tx, calendar, ids, group);
    }
    for (const group of grouped(turns.filter(isChange), keyOfChange)) {
      await change(tx, calendar, ids, group);
    }
  }
  return stages.reduce((count, { attributionIds }) => count + attributionIds.length, 0);
}

async function record(tx: Transaction, calendar: Calendar, ids: Ids, turns: Turn<RecordStep>[]): Promise<void> {
  const drafts = turns.map(({ stage, step }) => ({
    customerEmail: stage.customerEmail,
    campaignUid: stage.campaignUid,
    ...(step.code === null ? { advocateEmail: step.advocate } : { code: step.code }),
    at: calendar(step.daysAgo),
    reason: step.reason,
  }));
  const outcomes = await recordAttributions(tx, actorOf(ids, turns[0]!.step), drafts);
  for (const [index, outcome] of outcomes.entries()) {
    const { stage } = turns[index]!;
    if (outcome.outcome === "rejected") throw new Error(`${nameOf(turns[index]!)} was rejected: ${outcome.code}`);
    stage.attributionIds.push(outcome.id);
    if (outcome.outcome === "active") stage.standingId = outcome.id;
  }
}

async function change(tx: Transaction, calendar: Calendar, ids: Ids, turns: Turn<ChangeStep>[]): Promise<void> {
  const { step } = turns[0]!;
  const actor = { ...actorOf(ids, step), at: calendar(step.daysAgo) };
  const { reason } = step;
  const chosen = turns.map(({ stage }) =>
    step.kind === "activate" ? stage.attributionIds[step.attempt]! : stage.standingId!,
  );
  const outcomes =
    step.kind === "reassign"
      ? await reassign(tx, actor, { ids: chosen, ...successorOf(ids, turns[0]!.stage, step.to), reason })
      : await changeStatus(tx, actor, { ids: chosen, to: step.kind === "activate" ? "active" : "inactive", reason });
  for (const [index, outcome] of outcomes.entries()) {
    const { stage } = turns[index]!;
    if (outcome.outcome === "refused") throw new Error(`${nameOf(turns[index]!)} was refused: ${outcome.code}`);
    if (outcome.outcome === "changed") stage.standingId = step.kind === "activate" ? outcome.id : null;
    else {
      stage.standingId = outcome.newId;
      if (!stage.attributionIds.includes(outcome.newId)) stage.attributionIds.push(outcome.newId);
    }
  }
}

function successorOf(ids: Ids, stage: Stage, to: { advocate: string } | { attempt: number }) {
  return "advocate" in to
    ? { toAdvocateId: ids.contacts.get(to.advocate)! }
    : { toAttributionId: stage.attributionIds[to.attempt]! };
}

function actorOf(ids: Ids, { actor, source }: Step): ActorContext {
  return { actorId: ids.actors.get(actor)!, source };
}

function isRecord(turn: Turn<Step>): turn is Turn<RecordStep> {
  return turn.step.kind === "record";
}

function isChange(turn: Turn<Step>): turn is Turn<ChangeStep> {
  return turn.step.kind !== "record";
}

/** A change has one moment and one reason for all it changes; an attempt takes over in its own slot only. */
function keyOfChange({ stage, step }: Turn<ChangeStep>): unknown[] {
  const isInOwnSlot = step.kind === "reassign" && "attempt" in step.to;
  return isInOwnSlot ? [step, stage.campaignUid, stage.customerEmail] : [step];
}

/** The turns with the same key together, each group and the groups among themselves in their order. */
function grouped<T>(turns: T[], keyOf: (turn: T) => unknown[]): T[][] {
  const groups = new Map<string, T[]>();
  for (const turn of turns) {
    const key = JSON.stringify(keyOf(turn));
    groups.set(key, [...(groups.get(key) ?? []), turn]);
  }
  return [...groups.values()];
}

function nameOf({ stage, step }: Turn<Step>): string {
  return `${step.kind} of ${stage.customerEmail} in ${stage.campaignUid}`;
}
