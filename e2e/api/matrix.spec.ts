import { expect, test as withFixtures } from "../fixtures";
import { actions } from "./actions";
import { listActions, listRoutes } from "./build";
import { CALLERS, type Callers, callAction, callActionByForm, fingerprint, makeCallers } from "./callers";
import { routes } from "./routes";

const test = withFixtures.extend<{ callers: Callers }>({
  callers: async ({ playwright, world, baseURL }, use) => {
    const callers = await makeCallers(playwright, { world, baseURL: baseURL! });
    await use(callers);
    for (const { http } of Object.values(callers)) await http.dispose();
  },
});

const STATUS = {
  admin: { nobody: 401, marketer: 403, admin: 200 },
  user: { nobody: 401, marketer: 200, admin: 200 },
  link: { nobody: 200, marketer: 200, admin: 200 },
} as const;

const built = listActions();

test("every server action of the build is in the matrix, and nothing else is", () => {
  expect([...built.keys()].sort()).toEqual(Object.keys(actions).sort());
});

test("every page and route of the build is in the matrix, and nothing else is", () => {
  expect([...listRoutes().keys()].sort()).toEqual(Object.keys(routes).sort());
});

for (const [name, { guard, input, answers }] of Object.entries(actions)) {
  const { id, page } = built.get(name) ?? { id: "not built", page: "/" };
  const served = CALLERS.filter((caller) => STATUS[guard][caller] === 200);
  const refused = CALLERS.filter((caller) => STATUS[guard][caller] !== 200);

  test(`${name} serves ${served.join(", ")}; to others it answers 401 or 403, however it is called, and changes nothing`, async ({
    callers,
    world,
    baseURL,
  }) => {
    const origin = baseURL!;
    const given = await input(world, callers.admin.person);
    const before = await fingerprint(world.db);
    for (const caller of refused) {
      const { http } = callers[caller];
      const status = STATUS[guard][caller];
      expect((await callAction(http, { page, id, input: given, origin })).status(), caller).toBe(status);
      // Through another page Next passes the call on, and the refusal back inside of an answer of its own.
      const passedOn = await callAction(http, { page: "/sign-in", id, input: given, origin });
      expect(await passedOn.text(), `${caller}, through another page`).toContain(`NEXT_HTTP_ERROR_FALLBACK;${status}`);
    }
    // Nobody's page but ours may use somebody's session, and ours call actions by JavaScript only.
    const { http } = callers.admin;
    for (const foreign of [null, "https://evil.test", "null"]) {
      const answer = await callAction(http, { page, id, input: given, origin: foreign });
      expect(answer.status(), `origin ${foreign}`).toBe(403);
    }
    for (const caller of CALLERS) {
      expect((await callActionByForm(callers[caller].http, { page, id, origin })).status(), `${caller}, form`).toBe(
        403,
      );
    }
    expect(await fingerprint(world.db)).toBe(before);
  });

  for (const caller of served) {
    test(`${name} answers ${caller} with ${answers ?? "a change"}`, async ({ callers, world, baseURL }) => {
      const { http, person } = callers[caller];
      const given = await input(world, person);
      const before = await fingerprint(world.db);
      const answer = await callAction(http, { page, id, input: given, origin: baseURL! });
      expect(answer.status()).toBe(200);
      expect(await answer.text()).toContain(`"ok":${answers !== "a refusal"}`);
      const after = await fingerprint(world.db);
      if (answers) expect(after).toBe(before);
      else expect(after).not.toBe(before);
    });
  }
}

for (const [name, { method = "GET", answers, address }] of Object.entries(routes)) {
  test(`${method} ${name} answers nobody, a marketer and an admin with ${answers.join(", ")}`, async ({
    callers,
    world,
  }) => {
    const url = (await address?.(world)) ?? name;
    for (const [index, caller] of CALLERS.entries()) {
      const answer = await callers[caller].http.fetch(url, { method });
      expect(answer.status(), caller).toBe(answers[index]);
      if (caller === "nobody" && answer.status() === 307) expect(answer.headers().location).toMatch(/^\/sign-in/);
    }
  });
}

for (const [name, kind] of listRoutes()) {
  const route = routes[name];
  if (kind !== "route" || !route || route.takesAll || name.startsWith("/api/auth/")) continue;
  test(`${name} takes no method but its own`, async ({ callers, world }) => {
    const url = (await route.address?.(world)) ?? name;
    const before = await fingerprint(world.db);
    for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE"].filter(
      (one) => one !== (route.method ?? "GET") && one !== route.also,
    )) {
      const answer = await callers.admin.http.fetch(url, { method });
      expect(answer.status(), method).toBe(405);
      if (name.startsWith("/api/v1/")) expect((await answer.json()).code, method).toBe("method_not_allowed");
    }
    expect(await fingerprint(world.db)).toBe(before);
  });
}

test("a sign-in that was not begun on our own page, without its token, opens no session", async ({
  callers,
  world,
}) => {
  const user = await world.user("Victor", "admin");
  const { http } = callers.nobody;
  await http.post("/api/auth/callback/credentials", {
    form: { email: user.email, password: "correct-horse-battery", json: "true" },
  });
  expect((await http.get("/api/ui/contacts")).status()).toBe(401);
});
