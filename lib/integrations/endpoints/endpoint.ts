import "server-only";
import type { z } from "zod";
import type { ApiKeyInUse, Scope } from "@/lib/api-keys/schema";
import type { Transaction } from "@/lib/db/transaction";
import type { ApiAnswer } from "../schema";
import { type Problem, understand } from "../understand";

/** Who asks, and the transaction in which all that the request does happens. `id` is the one in the path, if any. */
export type Given = {
  tx: Transaction;
  key: Pick<ApiKeyInUse, "id" | "campaign">;
  actor: { actorId: string; source: "api" };
  id: string;
};

/** Something that other programs can do here: what it takes, and what it does with it. */
export type Endpoint<S extends z.ZodType = z.ZodType> = {
  scope: Scope;
  schema: S;
} & (
  | { run: (input: z.output<S>, given: Given) => Promise<ApiAnswer> }
  /** For one without an id in its path: does the same for several requests of a key at once, and answers each. */
  | { runTogether: (inputs: z.output<S>[], given: Given) => Promise<ApiAnswer[]> }
);

/** What was sent, understood and ready to be run. */
export type Prepared = { input: unknown; warnings: string[] };

/** Declares an endpoint: its input has the type that its schema makes. */
export function endpoint<S extends z.ZodType>(declared: Endpoint<S>) {
  const { scope, schema } = declared;
  const runEach = async (inputs: z.output<S>[], given: Given): Promise<ApiAnswer[]> => {
    if ("runTogether" in declared) return declared.runTogether(inputs, given);
    const answers: ApiAnswer[] = [];
    for (const input of inputs) answers.push(await declared.run(input, given));
    return answers;
  };
  return {
    ...{ scope, schema: schema as z.ZodType },
    /** Whether requests that come at the same time are run together, because that costs little more than one. */
    isGathered: "runTogether" in declared,
    /** Understands what was sent, or says what is wrong with it. */
    prepare: (sent: unknown): Prepared | Problem => understand(schema, sent),
    /** Answers each of what was prepared, in their order; fields that nobody knows are warned of in the answer. */
    async run(prepared: Prepared[], given: Given): Promise<ApiAnswer[]> {
      const answers = await runEach(
        prepared.map(({ input }) => input as z.output<S>),
        given,
      );
      return answers.map((answer, place) => {
        const { warnings } = prepared[place]!;
        return warnings.length > 0 ? { ...answer, body: { ...answer.body, warnings } } : answer;
      });
    },
  };
}
export type DeclaredEndpoint = ReturnType<typeof endpoint>;
