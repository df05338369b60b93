import "server-only";
import { refusal, respond } from "./api-answer";

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
type Method = (typeof METHODS)[number];
type Answer = (request: Request) => Response;

/**
 * What an address of the API answers to the methods that it does not take, for its route to export: 405 in the API's
 * form, with those that it takes, instead of Next's empty one. HEAD goes with GET, as Next has it.
 * @param taken the methods that the route itself exports
 */
export function otherMethods<T extends Method>(...taken: T[]): Record<Exclude<Method, T> | "OPTIONS", Answer> {
  const allow = [...taken.flatMap((method): string[] => (method === "GET" ? ["GET", "HEAD"] : [method])), "OPTIONS"];
  const headers = { allow: allow.join(", ") };
  const words = new Intl.ListFormat("en").format(taken);
  const refuse: Answer = (request) => {
    const message = `This address takes ${words}, not ${request.method}.`;
    return respond(request, refusal("method_not_allowed", { message, headers }), { isLegacy: false });
  };
  const others = METHODS.filter((method) => !(taken as Method[]).includes(method)).map((method) => [method, refuse]);
  const options: Answer = () => new Response(null, { status: 204, headers });
  return Object.fromEntries([...others, ["OPTIONS", options]]);
}
