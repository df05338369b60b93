import { expect, type Locator, type Page } from "@playwright/test";
import type { Person } from "./world";

/** The field is marked as wrong and says why, to those who cannot see it too. */
export async function expectRefused(field: Locator, why: string | RegExp): Promise<void> {
  await expect(field).toHaveAttribute("aria-invalid", "true");
  await expect(field).toHaveAccessibleDescription(typeof why === "string" ? new RegExp(literal(why)) : why);
}

/** Finds a contact in a field that searches as one types, and picks it. */
export async function pick(scope: Page | Locator, label: string, person: Pick<Person, "email">): Promise<void> {
  const page = "page" in scope ? scope.page() : scope;
  await scope.getByLabel(label, { exact: true }).fill(person.email);
  await page.getByRole("option").filter({ hasText: person.email }).click();
}

/** A text as a part of a regular expression. */
export function literal(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
