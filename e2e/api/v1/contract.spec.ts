import { expect, test } from "./client";
import { Contract } from "./contract";
import { CASES } from "./contract-cases";

const OPERATIONS = [...new Set(CASES.map(({ operation }) => operation))];
const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"];

test("every answer that is documented is tried, and none that is not", async ({ baseURL }) => {
  const { answers } = { answers: (await Contract.read(baseURL!)).answers() };
  expect(CASES.map(({ operation, status }) => `${operation} ${status}`).sort()).toEqual(answers.sort());
});

for (const operation of OPERATIONS) {
  test(`${operation} answers as it is documented`, async ({ baseURL, playwright, programs, world }) => {
    const contract = await Contract.read(baseURL!);
    const http = await playwright.request.newContext({ baseURL });
    const [method, path] = operation.split(" ") as [string, string];
    for (const { status, why, send } of CASES.filter((one) => one.operation === operation)) {
      await test.step(`${status} ${why}`, async () => {
        const answer = await send({ http, programs, world });
        expect(answer.status(), `${operation} ${why}: ${await answer.text()}`).toBe(status);
        await contract.check(method, path.replace("{id}", "some-id"), answer);
        if (status >= 400)
          expect(await answer.json()).toMatchObject({ message: expect.stringMatching(/^\S+ .+[.…]$/s) });
        if (status === 429) expect(Number(answer.headers()["retry-after"])).toBeGreaterThan(0);
      });
    }
    await http.dispose();
  });
}

test("a method that an address does not have is answered 405", async ({ baseURL, playwright }) => {
  const contract = await Contract.read(baseURL!);
  const http = await playwright.request.newContext({ baseURL });
  for (const [path, operations] of Object.entries(contract.document.paths)) {
    for (const method of METHODS.filter((one) => !(one.toLowerCase() in operations))) {
      const answer = await http.fetch(path.replace("{id}", "some-id"), {
        method,
        data: method === "GET" ? undefined : {},
      });
      expect(answer.status(), `${method} ${path}`).toBe(405);
    }
  }
  await http.dispose();
});
