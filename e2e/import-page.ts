import { readFile } from "node:fs/promises";
import { type Download, expect, type Locator, type Page } from "@playwright/test";
import Papa from "papaparse";
import type { RowOutcome, UndoOutcome } from "@/lib/imports/schema";
import { LIST } from "./list";

export const IMPORTS = `${LIST}/import`;

export type Counts = Partial<Record<RowOutcome, number>>;

type Labels = Partial<Record<RowOutcome, string>>;
type Kind = { address: string; title: string; will: Labels; did: Labels; kept: { will: string; did: string } };

const EDITED = { will: "Will be kept: edited since", did: "Kept: edited since" };
const USED = { will: "Will be kept: edited or used since", did: "Kept: edited or used since" };
const PLAIN = { unchanged: "Unchanged", rejected: "Rejected" };
/** Each kind of import as its users see it. */
const KINDS = {
  attributions: {
    ...{ address: IMPORTS, title: "CSV Import", kept: EDITED },
    will: {
      ...{ created: "Will be created as active", attempt: "Will be recorded as inactive duplicate attempts" },
      ...{ activated: "Will be activated", deactivated: "Will be deactivated", reassigned: "Will be reassigned" },
      ...PLAIN,
    },
    did: {
      ...{ created: "Created as active", attempt: "Recorded as inactive duplicate attempts" },
      ...{ activated: "Activated", deactivated: "Deactivated", reassigned: "Reassigned", ...PLAIN },
    },
  },
  contacts: {
    ...{ address: "/audience/contacts/import", title: "Import Contacts", kept: USED },
    will: { created: "Will be created", updated: "Will be updated", ...PLAIN },
    did: { created: "Created", updated: "Updated", ...PLAIN },
  },
  coupons: {
    ...{ address: "/campaigns/import-codes", title: "Import Coupon Codes", kept: USED },
    will: { created: "Will be created", ...PLAIN },
    did: { created: "Created", ...PLAIN },
  },
  orders: {
    ...{ address: "/audience-activity/orders/import", title: "Import Orders" },
    kept: { will: "Will be kept: changed since", did: "Kept: changed since" },
    will: {
      ...{ credited_new: "Will be recorded, and make a new attribution", rejected: "Rejected" },
      ...{ credited_standing: "Will be recorded, credited to who stands" },
      ...{ uncredited: "Will be recorded, crediting nobody", unchanged: "Recorded already: unchanged" },
      updated: "Recorded already: status will be updated",
    },
    did: {
      ...{ credited_new: "Recorded, and made a new attribution", rejected: "Rejected" },
      ...{ credited_standing: "Recorded, credited to who stands", uncredited: "Recorded, crediting nobody" },
      ...{ unchanged: "Recorded already: unchanged", updated: "Recorded already: status updated" },
    },
  },
} as const satisfies Record<string, Kind>;
const UNDONE = {
  reversed: { will: "Will be reversed", did: "Reversed" },
  impossible: { will: "Cannot be undone", did: "Could not be undone" },
};

/** The pages of CSV imports as their users see them. */
export class ImportPage {
  /** The list of outcomes before the run, and after it. */
  readonly check: Locator;
  readonly result: Locator;
  readonly reasons: Locator;
  /** The rows of the file below the counts. */
  readonly rows: Locator;
  readonly importButton: Locator;
  readonly history: Locator;

  private readonly kind: Kind;

  constructor(
    readonly page: Page,
    kind: keyof typeof KINDS = "attributions",
  ) {
    this.kind = KINDS[kind];
    this.check = page.getByRole("list", { name: "What the rows would do" });
    this.result = page.getByRole("list", { name: "What became of the rows" });
    this.reasons = page.getByRole("list", { name: "Why rows are rejected" });
    this.rows = page
      .getByRole("table", { name: "Rows of the file" })
      .getByRole("row")
      .filter({
        has: page.getByRole("cell"),
      });
    this.importButton = page.getByRole("button", { name: /^Import [\d,]+ rows?$/ });
    this.history = page.getByRole("table", { name: "Imports" });
  }

  async open(): Promise<void> {
    await this.page.goto(this.kind.address);
    await expect(this.page.getByRole("heading", { name: this.kind.title, level: 1 })).toBeVisible();
  }

  /** Chooses a file on the open page and comes to its columns; answers the id of the import. */
  async upload(name: string, content: string | Buffer): Promise<string> {
    await this.page.getByLabel("Choose a file").setInputFiles(aFile(name, content));
    await this.expectStep("Columns");
    return new URL(this.page.url()).pathname.split("/").at(-1)!;
  }

  /** The step that is shown: "Columns", "Check", "Import", "Result". */
  async expectStep(name: string): Promise<void> {
    await expect(this.page.getByRole("heading", { name, level: 2, exact: true })).toBeVisible();
  }

  /** The select of a column's field. */
  field(column: string): Locator {
    return this.page.getByRole("combobox", { name: `Field for column ${column}`, exact: true });
  }

  /** Checks the whole file and waits for the numbers. */
  async checkFile(): Promise<void> {
    await this.page.getByRole("button", { name: "Check the file" }).click();
    await this.expectCounted();
  }

  async expectCounted(): Promise<void> {
    await expect(this.check).toHaveAttribute("aria-busy", "false");
  }

  async choose(question: string, answer: string): Promise<void> {
    const radio = this.page
      .getByRole("radiogroup", { name: question })
      .getByRole("radio", { name: answer, exact: true });
    await radio.check();
    await expect(radio).toBeChecked();
  }

  /** Imports and waits for the result. */
  async run(): Promise<void> {
    await this.importButton.click();
    await this.expectStep("Result");
  }

  /** From the upload to the result, with the columns as they are proposed. */
  async bring(name: string, content: string): Promise<string> {
    await this.open();
    const id = await this.upload(name, content);
    await this.checkFile();
    await this.run();
    return id;
  }

  /** Every outcome has its number; those that are not named have none. */
  async expectCheck(counts: Counts): Promise<void> {
    await expectNumbers(this.check, this.kind.will, counts);
  }

  async expectResult(counts: Counts): Promise<void> {
    await expectNumbers(this.result, this.kind.did, counts);
  }

  /** What an undo would do, or did. */
  async expectUndo(tense: "will" | "did", counts: Partial<Record<UndoOutcome, number>>): Promise<void> {
    const list = this.page.getByRole("list", { name: tense === "will" ? "What undoing would do" : "What undoing did" });
    const labels = Object.fromEntries(
      Object.entries({ ...UNDONE, kept: this.kind.kept }).map(([key, words]) => [key, words[tense]]),
    );
    await expectNumbers(list, labels, counts);
  }

  /** The reasons of rejections with how many rows each concerns, the most frequent first. */
  async expectReasons(reasons: [words: string, count: number][]): Promise<void> {
    const items = this.reasons.getByRole("listitem");
    await expect(items).toHaveCount(reasons.length);
    for (const [words, count] of reasons) {
      await expect(items.filter({ hasText: words })).toContainText(new RegExp(`\\D${count.toLocaleString("en")}$`));
    }
  }

  /** A row of the history. */
  entry(fileName: string): Locator {
    return this.history.getByRole("row").filter({ hasText: fileName });
  }

  /** The table of rows by a link or button, as a file. */
  async download(link: Locator): Promise<{ name: string; rows: Record<string, string>[] }> {
    const [file] = await Promise.all([this.page.waitForEvent("download"), link.click()]);
    return { name: file.suggestedFilename(), rows: parse(await textOf(file)) };
  }
}

export function aFile(name: string, content: string | Buffer) {
  return { name, mimeType: "text/csv", buffer: Buffer.from(content) };
}

export async function textOf(file: Download): Promise<string> {
  return readFile(await file.path(), "utf8");
}

/** The rows of a CSV file by their columns. */
export function parse(text: string): Record<string, string>[] {
  const { data } = Papa.parse<Record<string, string>>(text.replace(/^\uFEFF/, ""), {
    header: true,
    skipEmptyLines: true,
  });
  return data;
}

async function expectNumbers(list: Locator, labels: Record<string, string>, counts: Record<string, number>) {
  for (const [key, label] of Object.entries(labels)) {
    const count = (counts[key] ?? 0).toLocaleString("en");
    await expect(list.getByRole("listitem").filter({ hasText: new RegExp(`^${label}`) }), key).toHaveText(
      label + count,
    );
  }
}
