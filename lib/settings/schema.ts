import { z } from "zod";

/** What admins set for the whole program; `version` counts the changes so far. */
export type Settings = { version: number; logKeptDays: number };

/** What counts as long as nobody has set anything. */
export const DEFAULT_SETTINGS: Settings = { version: 0, logKeptDays: 90 };

/** Answers are kept for repeats for three days: a request is not forgotten before its answer is. */
export const MIN_LOG_DAYS = 3;
export const MAX_LOG_DAYS = 3650;

const OUT_OF_RANGE = `Type a whole number of days between ${MIN_LOG_DAYS} and ${MAX_LOG_DAYS}.`;

export const logKeptDaysSchema = z
  .number({ error: OUT_OF_RANGE })
  .int(OUT_OF_RANGE)
  .min(MIN_LOG_DAYS, OUT_OF_RANGE)
  .max(MAX_LOG_DAYS, OUT_OF_RANGE);

/** A change of the settings by somebody who saw them as they were in `version`. */
export const changeSettingsSchema = z.object({
  version: z.number().int().min(0).max(2_000_000_000),
  logKeptDays: logKeptDaysSchema,
});
export type ChangeSettingsInput = z.input<typeof changeSettingsSchema>;
