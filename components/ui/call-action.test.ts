import { cleanNotifications, notificationsStore } from "@mantine/notifications";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type ActionResult, succeed } from "@/lib/http/result";

/** An action that notes what it was called with. */
function anAction(answer: () => ActionResult<string> = () => succeed("saved")) {
  const calls: string[] = [];
  return {
    calls,
    action: async (input: string) => {
      calls.push(input);
      return answer();
    },
  };
}

/** What Next throws in the browser where an action answered with this status. */
const answered = (status: number) => (): never => {
  throw Object.assign(new Error("refused"), { digest: `NEXT_HTTP_ERROR_FALLBACK;${status}` });
};

/** The server's answers to the question, one after the other; the module is new, and believes nothing yet. */
async function begin(...answers: (number | Error)[]) {
  const asked: string[] = [];
  vi.stubGlobal("fetch", async (url: string) => {
    asked.push(url);
    const answer = answers[asked.length - 1] ?? new Error("asked too often");
    if (answer instanceof Error) throw answer;
    return new Response(null, { status: answer });
  });
  vi.resetModules();
  return { asked, ...(await import("./call-action")) };
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"] });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  cleanNotifications();
});

test("where the session has ended the action is not called, and the refusal says how to go on", async () => {
  const { callAction, asked } = await begin(401, 204);
  const { action, calls } = anAction();
  const refused = await callAction(action, "typed");
  expect(refused).toMatchObject({ ok: false, error: { code: "unauthorized" } });
  expect(refused).toHaveProperty("error.message", expect.stringContaining("Sign in in another tab, then try again"));
  expect(calls).toEqual([]);
  expect(await callAction(action, "typed")).toEqual(succeed("saved"));
  expect(asked).toEqual(["/api/ui/session", "/api/ui/session"]);
});

test("a session that is there is believed for thirty seconds, and then asked for anew", async () => {
  const { callAction, asked } = await begin(204, 401);
  const { action, calls } = anAction();
  await callAction(action, "first");
  vi.advanceTimersByTime(29_999);
  await callAction(action, "second");
  expect(asked).toHaveLength(1);
  vi.advanceTimersByTime(1);
  expect(await callAction(action, "third")).toMatchObject({ ok: false });
  expect(calls).toEqual(["first", "second"]);
});

test("a question that fails stops no action, and is asked again the next time", async () => {
  const { callAction, asked } = await begin(new TypeError("Failed to fetch"), 500, 204);
  const { action, calls } = anAction();
  for (const input of ["first", "second", "third"]) expect(await callAction(action, input)).toEqual(succeed("saved"));
  expect(calls).toEqual(["first", "second", "third"]);
  expect(asked).toHaveLength(3);
});

test("the action of a visitor with a one-time link asks for no session", async () => {
  const { callPublicAction, asked } = await begin(401);
  const { action, calls } = anAction();
  expect(await callPublicAction(action, "a password")).toEqual(succeed("saved"));
  expect(calls).toEqual(["a password"]);
  expect(asked).toEqual([]);
});

test("a lost connection is a result, and says that nothing is known", async () => {
  const { callAction } = await begin(204);
  const { action } = anAction(() => {
    throw new TypeError("Failed to fetch");
  });
  expect(await callAction(action, "typed")).toMatchObject({ ok: false, error: { code: "unreachable" } });
});

test("a refusal by role is answered, and told once in passing besides", async () => {
  const { callAction } = await begin(204);
  const { action } = anAction(answered(403));
  const refusal = { code: "forbidden", message: "Your role does not allow this. Ask an admin." };
  expect(await callAction(action, "typed")).toEqual({ ok: false, error: refusal });
  await callAction(action, "typed");
  expect(notificationsStore.getState().notifications).toMatchObject([{ color: "red", message: refusal.message }]);
});
