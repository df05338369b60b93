import pino from "pino";

/** The operator's log: JSON lines on standard output. Secrets are redacted by name, wherever they are nested once. */
export const log = pino({
  level: process.env.LOG_LEVEL ?? "info",
  base: null,
  redact: ["password", "token", "secret", "*.password", "*.token", "*.secret", "*.password_hash"],
});
