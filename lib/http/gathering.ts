import "server-only";

type Waiting<T, R> = { one: T; answer: (made: R) => void; fail: (error: unknown) => void };
type Lane<T, R> = { waiting: Waiting<T, R>[]; running: number };

type Options<T, R> = {
  /** What may be run together has the same lane. */
  laneOf: (one: T) => string;
  /** Two that are called the same are never in one group; null is called nothing. */
  apartBy?: (one: T) => string | null;
  /** Runs a group and answers each of it, in their order; or throws, and then nothing of it has happened. */
  runGroup: (group: T[]) => Promise<R[]>;
  /** Whether it can be that a group has happened although this was thrown. */
  mayHaveHappened: (error: unknown) => boolean;
  /** So many are a group at most. */
  most: number;
  /** So many groups of a lane are on their way at the same time. */
  atOnce: number;
};

/** Behind a group that takes longer, for instance because it waits for a lock, the next one is not held up. */
const PATIENCE_MS = 50;

/**
 * Runs what is asked for at the same time in groups, because a group costs little more than one alone. Nobody waits for
 * company: who comes alone is run at once and alone. What comes while a group is on its way is the next group; that one
 * starts when the first is done, or takes long, or as soon as it is full.
 *
 * One that fails does not take the others of its group along: each of them is run once more, alone.
 */
export function gathering<T, R>(options: Options<T, R>): (one: T) => Promise<R> {
  const { laneOf, apartBy = () => null, runGroup, mayHaveHappened, most, atOnce } = options;
  const lanes = new Map<string, Lane<T, R>>();

  function startDue(name: string, lane: Lane<T, R>, isLate = false): void {
    const { waiting, running } = lane;
    const isDue = running === 0 || (running < atOnce && (isLate || waiting.length >= most));
    if (waiting.length > 0 && isDue) void drive(name, lane);
    if (lane.running === 0) lanes.delete(name);
  }

  async function drive(name: string, lane: Lane<T, R>): Promise<void> {
    lane.running++;
    const patience = setTimeout(() => startDue(name, lane, true), PATIENCE_MS);
    await run(takeGroup(lane));
    clearTimeout(patience);
    lane.running--;
    startDue(name, lane);
  }

  /** The first that wait, but for those that are called like one before them. */
  function takeGroup(lane: Lane<T, R>): Waiting<T, R>[] {
    const names = new Set<string>();
    const group: Waiting<T, R>[] = [];
    const left: Waiting<T, R>[] = [];
    for (const waiting of lane.waiting) {
      const name = apartBy(waiting.one);
      const isApart = name !== null && names.has(name);
      (isApart || group.length === most ? left : group).push(waiting);
      if (name !== null) names.add(name);
    }
    lane.waiting = left;
    return group;
  }

  async function run(group: Waiting<T, R>[]): Promise<void> {
    try {
      const made = await runGroup(group.map(({ one }) => one));
      for (const [place, { answer }] of group.entries()) answer(made[place]!);
    } catch (error) {
      const isAgain = group.length > 1 && !mayHaveHappened(error);
      for (const one of group) {
        if (isAgain) await run([one]);
        else one.fail(error);
      }
    }
  }

  return (one) =>
    new Promise((answer, fail) => {
      const name = laneOf(one);
      const lane = lanes.get(name) ?? { waiting: [], running: 0 };
      lanes.set(name, lane);
      lane.waiting.push({ one, answer, fail });
      startDue(name, lane);
    });
}
