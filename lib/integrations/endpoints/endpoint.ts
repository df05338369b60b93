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
  run: (input: z.output<S>, given: Given) => Promise<ApiAnswer>;
};

/** What was sent, understood and ready to be run; or what is wrong with it. */
export type Prepared = { run: (given: Given) => Promise<ApiAnswer> } | Problem;

/** Declares an endpoint: its input has the type that its schema makes. */
export function endpoint<S extends z.ZodType>(declared: Endpoint<S>) {
  return {
    scope: declared.scope,
    schema: declared.schema as z.ZodType,
    /** Understands what was sent; fields that nobody knows are warned of in the answer. */
    prepare(sent: unknown): Prepared {
      const understood = understand(declared.schema, sent);
      if (!("input" in understood)) return understood;
      const { input, warnings } = understood;
      return {
        async run(given) {
          const answer = await declared.run(input, given);
          return warnings.length > 0 ? { ...answer, body: { ...answer.body, warnings } } : answer;
        },
      };
    },
  };
}
export type DeclaredEndpoint = ReturnType<typeof endpoint>;
