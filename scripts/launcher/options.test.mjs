import { describe, expect, test } from "vitest";
import { readOptions } from "./options.mjs";

describe("what is not set", () => {
  test("is chosen so that a fresh clone starts without a question", () => {
    expect(readOptions([], {})).toEqual({
      dev: false,
      demo: false,
      port: 3000,
      host: "0.0.0.0",
      dataDir: "data",
      databaseUrl: null,
      publicUrl: "http://localhost:3000",
      secret: null,
    });
  });

  test("and what is set to nothing are the same", () => {
    const empty = {
      PORT: "",
      HOSTNAME: "",
      DATABASE_URL: "",
      ATTACHE_DATA_DIR: "",
      ATTACHE_URL: "",
      ATTACHE_SECRET: "",
    };
    expect(readOptions([], empty)).toEqual(readOptions([], {}));
  });
});

test("every option is taken from where it is documented", () => {
  const env = {
    PORT: "8080",
    HOSTNAME: "127.0.0.1",
    DATABASE_URL: "postgresql://db.example.com/attache",
    ATTACHE_DATA_DIR: "/srv/attache",
    ATTACHE_URL: "https://attache.example.com/",
    ATTACHE_SECRET: "s".repeat(32),
    ATTACHE_ADMIN_EMAIL: "ada@example.com",
    ATTACHE_ADMIN_PASSWORD: "correct horse battery",
  };
  expect(readOptions(["--dev", "--demo"], env)).toEqual({
    dev: true,
    demo: true,
    port: 8080,
    host: "127.0.0.1",
    dataDir: "/srv/attache",
    databaseUrl: "postgresql://db.example.com/attache",
    publicUrl: "https://attache.example.com",
    secret: "s".repeat(32),
  });
});

test("the name that a container engine puts into HOSTNAME is not an address to listen on", () => {
  expect(readOptions([], { HOSTNAME: "3f2a9c1d7e5b" }).host).toBe("0.0.0.0");
});

test("an unknown argument is refused with the usage and exit code 2, before anything is touched", () => {
  expect(() => readOptions(["--demos"], {})).toThrow(
    expect.objectContaining({ exitCode: 2, message: expect.stringMatching(/--demos.*npm start \[-- --demo\]/) }),
  );
});

describe("an unusable environment is refused in a sentence that names the variable:", () => {
  test.each([
    ["PORT", { PORT: "http" }],
    ["PORT", { PORT: "0" }],
    ["PORT", { PORT: "65536" }],
    ["PORT", { PORT: "30.5" }],
    ["ATTACHE_URL", { ATTACHE_URL: "attache.example.com" }],
    ["ATTACHE_URL", { ATTACHE_URL: "ftp://attache.example.com" }],
    ["ATTACHE_SECRET", { ATTACHE_SECRET: "hunter2" }],
    ["ATTACHE_ADMIN_PASSWORD", { ATTACHE_ADMIN_EMAIL: "ada@example.com" }],
    ["ATTACHE_ADMIN_EMAIL", { ATTACHE_ADMIN_PASSWORD: "hunter2" }],
  ])("%s in %o", (name, env) => {
    expect(() => readOptions([], env)).toThrow(
      expect.objectContaining({ exitCode: 1, message: expect.stringContaining(name) }),
    );
  });

  test("secrets are not repeated in it", () => {
    for (const env of [{ ATTACHE_SECRET: "hunter2" }, { ATTACHE_ADMIN_PASSWORD: "hunter2" }]) {
      expect(() => readOptions([], env)).not.toThrow(/hunter2/);
    }
  });
});
