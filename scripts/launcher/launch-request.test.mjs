import { createServer } from "node:http";
import { describe, expect, onTestFinished, test } from "vitest";
import { announceLaunch } from "./launch-request.mjs";
import { Refusal } from "./messages.mjs";
import { checkPort } from "./server.mjs";
import { freePort } from "./socket-folder.mjs";

/** An application that answers every request so. @returns the requests it got */
async function application(port, status, answer) {
  const requests = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    requests.push({ url: `${request.method} ${request.url}`, token: request.headers.authorization, body });
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(answer));
  });
  await new Promise((resolve) => server.listen(port, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return requests;
}

const asked = { host: "0.0.0.0", token: "secret", demo: true, isLost: () => false };

test("the launcher waits until the application listens, and asks once, with its token", async () => {
  const port = await freePort();
  const answer = { setupUrl: null, createdAdmin: true, demo: "loaded", message: null };
  const result = announceLaunch({ ...asked, port });
  const requests = await application(port, 200, answer);
  expect(await result).toEqual(answer);
  expect(requests).toEqual([{ url: "POST /api/launch", token: "Bearer secret", body: '{"demo":true}' }]);
});

test("it stops waiting when the server has ended", async () => {
  const port = await freePort();
  expect(await announceLaunch({ ...asked, port, isLost: () => true })).toBeNull();
});

test.each([404, 500])("an answer of %i is a failed start", async (status) => {
  const port = await freePort();
  await application(port, status, {});
  const failure = await announceLaunch({ ...asked, port }).catch((error) => error);
  expect(failure).toBeInstanceOf(Refusal);
  expect(failure.message).toContain(String(status));
});

describe("a port", () => {
  test("that is free can be taken", async () => {
    await checkPort(await freePort(), "0.0.0.0");
  });

  test("that another program listens on, on whichever address, is refused by number", async () => {
    const port = await freePort();
    await application(port, 200, {});
    await expect(checkPort(port, "0.0.0.0")).rejects.toThrow(
      `Port ${port} is in use by another program: stop it, or set PORT.`,
    );
  });

  test("of an address that this machine does not have is refused", async () => {
    await expect(checkPort(3000, "192.0.2.1")).rejects.toThrow(/^Attaché cannot listen on 192\.0\.2\.1:3000/);
  });
});
