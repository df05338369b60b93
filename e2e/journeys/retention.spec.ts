import { expect, test } from "../fixtures";

test("a retention that somebody else has set meanwhile is refused, what was typed stays, and is saved on top of it", async ({
  admin,
  team,
  world,
}) => {
  await admin.goto("/settings/integration-log/retention");
  const page = admin.getByRole("region", { name: "Retention" });
  const days = admin.getByLabel("Keep requests for (days)");
  const save = admin.getByRole("button", { name: "Save" });
  await days.fill("400");
  await world.db.query(
    `INSERT INTO setting (version, log_kept_days, changed_by)
     SELECT coalesce(max(version), 0) + 1, 380, $1 FROM setting`,
    [team.admin.id],
  );
  await save.click();
  // The refusal brings the page as it is by now: its form stays.
  await expect(page).toContainText("Requests are kept for 380 days");
  await expect(admin.getByRole("alert").filter({ hasText: "Somebody else has changed the settings" })).toBeVisible();
  await expect(days).toHaveValue("400");
  await save.click();
  await expect(page).toContainText("Requests are kept for 400 days");
});
