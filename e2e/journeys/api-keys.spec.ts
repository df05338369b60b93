import { aKey } from "../api/inputs";
import { expect, test } from "../fixtures";

test("a key that somebody else revoked while it is asked for is told as such, though its dialog goes", async ({
  admin,
  team,
  world,
}) => {
  const id = await aKey(world, team.admin);
  const { rows } = await world.db.query("SELECT name FROM actor WHERE id = $1", [id]);
  const row = admin.getByRole("row").filter({ hasText: rows[0].name });
  await admin.goto("/settings/api-keys");
  await row.getByRole("button", { name: /^Revoke / }).click();
  await world.db.query("UPDATE api_key SET revoked_at = now() WHERE id = $1", [id]);
  await admin.getByRole("button", { name: "Revoke key" }).click();
  await expect(row).toContainText("Revoked");
  await expect(admin.getByRole("alert").filter({ hasText: "Nothing was changed" })).toContainText(
    "This API key has been revoked already.",
  );
  await expect(admin.getByRole("dialog")).toHaveCount(0);
});
