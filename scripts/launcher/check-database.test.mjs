import { connect, createServer } from "node:net";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { checkDatabase } from "./check-database.mjs";
import { Refusal } from "./messages.mjs";
import { freePort } from "./socket-folder.mjs";
import { startThrowawayPostgres } from "./throwaway.mjs";

let server;

beforeAll(async () => {
  server = await startThrowawayPostgres();
});
afterAll(() => server.stop());

/** The address of the test's server, changed. */
function address(change) {
  const url = new URL(server.url);
  change(url);
  return url.href;
}

/** A TCP server that is given each connection, and its port. */
async function listen(onConnection) {
  const sockets = new Set();
  const listener = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    onConnection(socket);
  });
  await new Promise((resolve) => listener.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    listener.close();
  });
  return listener.address().port;
}

/** The real server, which says of itself that it is of another version. */
async function serverOfVersion(number) {
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  const { rows } = await client.query("SHOW server_version_num");
  await client.end();
  const port = await listen((socket) => {
    const real = connect(join(new URL(server.url).searchParams.get("host"), ".s.PGSQL.5432"));
    socket.pipe(real).on("error", () => {});
    real.on("data", (data) =>
      socket.write(Buffer.from(data.toString("latin1").replaceAll(rows[0].server_version_num, number), "latin1")),
    );
    socket.on("close", () => real.destroy());
  });
  return address((url) => {
    url.searchParams.delete("host");
    url.host = `127.0.0.1:${port}`;
  });
}

async function refusalOf(url, options) {
  const refusal = await checkDatabase(url, options).then(
    () => null,
    (error) => error,
  );
  expect(refusal).toBeInstanceOf(Refusal);
  expect(refusal.exitCode).toBe(1);
  // One sentence, in one line.
  expect(refusal.message).toMatch(/^[^\n]+[.?]$/);
  return refusal.message;
}

test("a database that can be used is used", async () => {
  await checkDatabase(server.url);
});

describe("what is wrong is said in one sentence:", () => {
  test("an address that is not PostgreSQL's", async () => {
    expect(await refusalOf("mysql://root:hunter2@localhost/attache")).toMatch(/^DATABASE_URL is not the address/);
  });

  test("an address that cannot be read, as when a password is not encoded", async () => {
    expect(await refusalOf("postgresql://attache:hunter2/x@localhost/attache")).toMatch(
      /^DATABASE_URL cannot be read: .* must be encoded/,
    );
  });

  test("nobody listens", async () => {
    const port = await freePort();
    expect(await refusalOf(`postgresql://attache:hunter2@127.0.0.1:${port}/attache`)).toBe(
      `No database answers at 127.0.0.1:${port}/attache (connection refused): is the server of DATABASE_URL running?`,
    );
  });

  test("the host is not known", async () => {
    expect(await refusalOf("postgresql://attache:hunter2@database.invalid/attache")).toBe(
      "The host of DATABASE_URL is not known: database.invalid/attache.",
    );
  });

  test("something listens and never answers", async () => {
    const port = await listen(() => {});
    expect(await refusalOf(`postgresql://attache:hunter2@127.0.0.1:${port}/attache`, { timeoutMs: 300 })).toBe(
      `The database at 127.0.0.1:${port}/attache did not answer within 0.3 seconds.`,
    );
  });

  test("something answers that is no PostgreSQL", async () => {
    const port = await listen((socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n"));
    expect(await refusalOf(`postgresql://attache:hunter2@127.0.0.1:${port}/attache`)).toMatch(
      new RegExp(`^The database at 127.0.0.1:${port}/attache cannot be used: `),
    );
  });

  test("a wrong password", async () => {
    const url = address((changed) => {
      changed.password = "hunter2";
    });
    expect(await refusalOf(url)).toBe(
      "The database at localhost:5432/attache refused the user or password of DATABASE_URL.",
    );
  });

  test("no password where one is asked for", async () => {
    const url = address((changed) => {
      changed.password = "";
    });
    expect(await refusalOf(url)).toBe(
      "The database at localhost:5432/attache asks for a password and DATABASE_URL has none.",
    );
  });

  test("no such database", async () => {
    const url = address((changed) => {
      changed.pathname = "/nowhere";
    });
    expect(await refusalOf(url)).toBe("There is no such database: localhost:5432/nowhere.");
  });

  test("a PostgreSQL older than 15", async () => {
    expect(await refusalOf(await serverOfVersion("140012"))).toMatch(
      /^The database at 127\.0\.0\.1:\d+\/attache is PostgreSQL 14; Attaché needs PostgreSQL 15 or later\.$/,
    );
  });
});

test("PostgreSQL 15 is new enough", async () => {
  await checkDatabase(await serverOfVersion("150000"));
});

test("no refusal repeats a secret of the address", async () => {
  const port = await freePort();
  for (const url of [
    `postgresql://attache:hunter2@127.0.0.1:${port}/attache?password=hunter2`,
    "postgresql://attache:hunter2@database.invalid/attache",
    "postgresql://attache:hunter2/x@localhost/attache",
    "postgresql://attache:hunter2%ZZ@localhost/attache",
    "hunter2",
  ]) {
    expect(await refusalOf(url)).not.toContain("hunter2");
  }
});
