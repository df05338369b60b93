import { expect, test } from "../../fixtures";

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"];

for (const [what, path] of [
  ["a typo", "/order"],
  ["a deeper one", "/orders/1/2/3"],
  ["the beginning of all", ""],
]) {
  test(`404: an address that there is not is refused in the API's form, whatever the method: ${what}`, async ({
    request,
  }) => {
    for (const method of METHODS) {
      const answer = await request.fetch(`/api/v1${path}`, { method });
      expect(answer.status(), method).toBe(404);
      expect(answer.headers()["content-type"]).toBe("application/json");
      expect(await answer.json()).toEqual({ code: "no_endpoint", message: expect.stringContaining("API reference") });
    }
  });
}

for (const [path, allow] of [
  ["referral_attribution/record", "POST, OPTIONS"],
  ["order/record_batch", "POST, OPTIONS"],
  ["referral_attributions", "GET, HEAD, OPTIONS"],
  ["orders/1", "GET, HEAD, PATCH, OPTIONS"],
  ["openapi.json", "GET, HEAD, OPTIONS"],
] as const) {
  test(`405: ${path} says which methods it takes`, async ({ request }) => {
    for (const method of METHODS.filter((one) => !allow.includes(one))) {
      const answer = await request.fetch(`/api/v1/${path}`, { method });
      expect(answer.status(), method).toBe(405);
      expect(answer.headers().allow).toBe(allow);
      expect(await answer.json()).toEqual({ code: "method_not_allowed", message: expect.stringContaining(method) });
    }
    const options = await request.fetch(`/api/v1/${path}`, { method: "OPTIONS" });
    expect([options.status(), options.headers().allow]).toEqual([204, allow]);
  });
}
