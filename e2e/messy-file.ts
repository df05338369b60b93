import type { Advocate, Campaign, Person, World } from "./world";

export type Messy = {
  spring: Campaign;
  ada: Advocate;
  ben: Advocate;
  /** In whose place an inactive attempt is logged, or the advocate changes. */
  wonOver: Person[];
  left: Person[];
  back: Person[];
  newcomers: Person[];
  /** Rows of the file, by what they are about. */
  count: Record<Kind, number>;
  text: string;
};

const COUNTS = {
  ...{ byShortcode: 1_400, byCoupon: 600, byEmail: 500, twice: 30 },
  ...{ other: 120, same: 150, past: 40, inactive: 60 },
  ...{ unknownContact: 200, unknownCode: 90, noEmail: 30, emptyEmail: 25, badStatus: 20, badDate: 15, short: 10 },
};
type Kind = keyof typeof COUNTS;

const HEADER = ["Kunden-Mail", "Referral Code", "Promo Code", "Campaign", "Referrer", "State", "Date", "Note"];

/**
 * A file as they come: a byte order mark, semicolons, line ends of all kinds, empty lines, quoted cells with line ends,
 * addresses in capitals and with spaces around them, and rows that end in every way a row can.
 */
export async function makeMessyFile(world: World): Promise<Messy> {
  const spring = await world.campaign();
  const [ada, ben] = [await world.advocate("Ada", spring), await world.advocate("Ben", spring)];
  const people = async (name: string, count: number) => world.contacts(name, count);
  const newcomers = await people("Lead", COUNTS.byShortcode + COUNTS.byCoupon + COUNTS.byEmail + COUNTS.twice);
  const wonOver = await people("Won", COUNTS.other);
  const faithful = await people("Same", COUNTS.same);
  const back = await people("Back", COUNTS.past);
  const left = await people("Left", COUNTS.inactive);
  const spoilt = await people("Spoilt", COUNTS.unknownCode + COUNTS.badStatus + COUNTS.badDate + COUNTS.short);
  const standing = [...wonOver, ...faithful, ...left, ...back].map((customer) => ({
    ...{ customer, campaign: spring, advocate: ada },
  }));
  const ids = await world.attributions(standing);
  for (const id of ids.slice(-back.length)) await world.changeStatus(id, "inactive");

  const rows = rowsOf({ spring, ada, ben, newcomers, wonOver, faithful, back, left, spoilt, tag: world.tag });
  return { spring, ada, ben, wonOver, left, back, newcomers, count: COUNTS, text: textOf(rows) };
}

type People = Record<"newcomers" | "wonOver" | "faithful" | "back" | "left" | "spoilt", Person[]>;

function rowsOf({
  spring,
  ada,
  ben,
  tag,
  ...people
}: People & Pick<Messy, "spring" | "ada" | "ben"> & { tag: string }) {
  const leads = [...people.newcomers];
  const spoilt = [...people.spoilt];
  const nobody = (index: number) => `nobody-${index}-${tag}@example.test`;
  const named = ["", "", spring.uid, ada.email];
  return [
    ...leads.splice(0, COUNTS.byShortcode).map(({ email }, index) => [untidy(email, index), ada.shortcode]),
    ...leads.splice(0, COUNTS.byCoupon).map(({ email }) => [email, "", ben.coupon.toLowerCase(), "", "", "Active"]),
    ...leads.splice(0, COUNTS.byEmail).map(({ email }, index) => [email, ...named, "", "2026-05-04", note(index)]),
    ...leads.flatMap(({ email }) => [
      [email, ada.shortcode],
      [email.toUpperCase(), ...named],
    ]),
    ...people.wonOver.map(({ email }) => [email, ben.shortcode]),
    ...people.faithful.map(({ email }) => [email, ...named]),
    ...people.back.map(({ email }) => [email, ada.shortcode, "", "", "", "active"]),
    ...people.left.map(({ email }) => [email, ...named, "inactive", "", "Asked; politely"]),
    ...times(COUNTS.unknownContact, (index) => [nobody(index), ada.shortcode]),
    ...spoilt.splice(0, COUNTS.unknownCode).map(({ email }) => [email, "NO-SUCH-CODE"]),
    ...times(COUNTS.noEmail, () => ["not an address", ada.shortcode]),
    ...times(COUNTS.emptyEmail, () => ["  ", ada.shortcode]),
    ...spoilt.splice(0, COUNTS.badStatus).map(({ email }) => [email, ada.shortcode, "", "", "", "perhaps"]),
    ...spoilt.splice(0, COUNTS.badDate).map(({ email }) => [email, ada.shortcode, "", "", "", "", "03/04/2026"]),
  ]
    .map((cells) => [...cells, ...HEADER.slice(cells.length).map(() => "")])
    .concat(spoilt.map(({ email }) => [email, ada.shortcode]));
}

function times(count: number, row: (index: number) => string[]): string[][] {
  return Array.from({ length: count }, (_, index) => row(index));
}

function untidy(email: string, index: number): string {
  if (index % 3 === 0) return `  ${email.toUpperCase()} `;
  return index % 3 === 1 ? `\u00A0${email}` : email;
}

function note(index: number): string {
  return index % 10 === 0 ? 'She said "yes";\nand meant it' : "";
}

function textOf(rows: string[][]): string {
  const quoted = (cell: string) => (/[;"\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  const lines = [HEADER, ...rows].map((cells, index) => {
    const end = index % 2 === 0 ? "\r\n" : "\n";
    return cells.map(quoted).join(";") + end + (index % 500 === 0 ? end : "");
  });
  return `\uFEFF${lines.join("")}`;
}
