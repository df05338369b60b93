import "server-only";

type Waiting<T, R> = { one: T; answer: (made: R) => void; fail: (error: unknown) => void };
/** A group on its way: what is called so in it, and whether it may still end soon. */
type Group = { names: Set<string>; isFresh: boolean };
type Lane<T, R> = { waiting: Waiting<T, R>[]; running: Set<Group> };

type Options<T, R> = {
  /** What may be run together has the same lane. */
  laneOf: (one: T) => string;
  /** Two that are called the same are never on their way at the same time; null is called nothing. */
  apartBy?: (one: T) => string | null;
  /** Runs a group and answers each of it, in their order; or throws. */
  runGroup: (group: T[]) => Promise<R[]>;
  /** Whether a group that failed so is run again, one by one: if nothing of it has happened, and one may be to blame. */
  isAgain: (error: unknown) => boolean;
  /** So many are a group at most. */
  most: number;
  /** So many groups of a lane are on their way at the same time. */
  atOnce: number;
};

/** Who comes behind groups that take longer, for instance because they wait for a lock, does not wait for them. */
const PATIENCE_MS = 50;

/**
 * Runs what is asked for at the same time in groups, because a group costs little more than one alone. Nobody waits for
 * company: who comes alone is run at once and alone. What comes while a group is on its way is the next group; that one
 * starts when the first is done, or takes long, or as soon as it is full.
 *
 * One that fails does not take the others of its group along: each of them is run once more, alone.
 */
export function gathering<T, R>(options: Options<T, R>): (one: T) => Promise<R> {
  const { laneOf, apartBy = () => null, runGroup, isAgain, most, atOnce } = options;
  const lanes = new Map<string, Lane<T, R>>();

  function startDue(name: string, lane: Lane<T, R>): void {
    while (isDue(lane)) {
      const group: Group = { names: new Set(), isFresh: true };
      const taken = take(lane, group.names);
      if (taken.length === 0) break;
      void drive(name, lane, group, taken);
    }
    if (lane.running.size === 0) lanes.delete(name);
  }

  function isDue({ waiting, running }: Lane<T, R>): boolean {
    if (waiting.length === 0 || running.size >= atOnce) return false;
    return waiting.length >= most || ![...running].some(({ isFresh }) => isFresh);
  }

  /** The first that wait, but for those that are called like one before them or on its way. */
  function take(lane: Lane<T, R>, names: Set<string>): Waiting<T, R>[] {
    const taken = new Set<string>([...lane.running].flatMap((group) => [...group.names]));
    const group: Waiting<T, R>[] = [];
    const left: Waiting<T, R>[] = [];
    for (const waiting of lane.waiting) {
      const name = apartBy(waiting.one);
      const isIn = group.length < most && !(name !== null && taken.has(name));
      (isIn ? group : left).push(waiting);
      if (name === null) continue;
      taken.add(name);
      if (isIn) names.add(name);
    }
    lane.waiting = left;
    return group;
  }

  async function drive(name: string, lane: Lane<T, R>, group: Group, taken: Waiting<T, R>[]): Promise<void> {
    lane.running.add(group);
    const patience = setTimeout(() => {
      group.isFresh = false;
      startDue(name, lane);
    }, PATIENCE_MS);
    await run(taken);
    clearTimeout(patience);
    lane.running.delete(group);
    startDue(name, lane);
  }

  async function run(group: Waiting<T, R>[]): Promise<void> {
    try {
      const made = await runGroup(group.map(({ one }) => one));
      for (const [place, { answer }] of group.entries()) answer(made[place]!);
    } catch (error) {
      const isOneToBlame = group.length > 1 && isAgain(error);
      for (const one of group) {
        if (isOneToBlame) await run([one]);
        else one.fail(error);
      }
    }
  }

  return (one) =>
    new Promise((answer, fail) => {
      const name = laneOf(one);
      const lane = lanes.get(name) ?? { waiting: [], running: new Set() };
      lanes.set(name, lane);
      lane.waiting.push({ one, answer, fail });
      startDue(name, lane);
    });
}
