/** Runs once when the server starts: whatever works beside the requests begins here. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const [{ getPool }, { startImportWorker }, { startHousekeeping }] = await Promise.all([
    import("@/lib/db/pool"),
    import("@/lib/imports/worker"),
    import("@/lib/integrations/housekeeping"),
  ]);
  startImportWorker(getPool());
  startHousekeeping(getPool());
}
