import "server-only";
import type { Trace } from "./schema";

type Body = Record<string, unknown>;

/**
 * What an answer tells of how it came about: what it made, what stood in the way, every reason of a refusal. So it can be
 * said of one that was given before as well, when nothing is looked at any more. Of a batch it is how many records came to
 * what, and for which reasons they were refused.
 */
export function traceOf(answer: unknown): Trace {
  if (typeof answer !== "object" || answer === null) return {};
  const body = answer as Body;
  if (Array.isArray(body.results)) return traceOfBatch(body, body.results);
  const { id, credit, attribution_id, attempt_id, ignored, standing, standing_id, problems, customer_created } = body;
  const isOrder = "order_id" in body;
  return present({
    attributionId: isOrder ? (attribution_id ?? idIn(body.attribution)) : id,
    orderId: isOrder ? id : undefined,
    standingId: standing_id ?? idIn(standing),
    ...{ credit, attemptId: attempt_id, ignored, customerCreated: customer_created },
    problems: Array.isArray(problems) ? problems.map(({ code }: Body) => code) : undefined,
  });
}

function traceOfBatch(body: Body, results: Body[]): Trace {
  const rejected: Record<string, number> = {};
  for (const { code } of results) {
    if (typeof code === "string") rejected[code] = (rejected[code] ?? 0) + 1;
  }
  const counts = Object.fromEntries(Object.entries(body).filter(([, value]) => typeof value === "number"));
  return present({ counts, rejected: Object.keys(rejected).length > 0 ? rejected : undefined });
}

function idIn(record: unknown): unknown {
  return (record as Body | null | undefined)?.id;
}

/** Without what there is none of. */
function present(trace: Partial<Record<keyof Trace, unknown>>): Trace {
  return Object.fromEntries(Object.entries(trace).filter(([, value]) => value !== undefined && value !== null));
}
