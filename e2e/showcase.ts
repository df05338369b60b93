import type { Advocate, Campaign, Person, World } from "./world";

export type Showcase = {
  spring: Campaign;
  autumn: Campaign;
  ada: Advocate;
  ben: Advocate;
  cara: Person;
  dan: Person;
  eve: Person;
  hubspot: { id: string; name: string };
  /** Newest first, as the table shows them: customer, advocate, status. */
  rows: string[][];
  ids: { eveByBen: string; eveByAda: string; danByBen: string; caraByBen: string; caraByAda: string };
};

/** Five attributions: every status and reason, every way of being established, two sources, two actors, two campaigns. */
export async function makeShowcase(world: World): Promise<Showcase> {
  const [spring, autumn] = [await world.campaign("Spring"), await world.campaign("Autumn")];
  const [ada, ben] = [await world.advocate("Ada", spring), await world.advocate("Ben", spring)];
  await world.join(ada, autumn);
  await world.join(ben, autumn);
  const [cara, dan, eve] = [await world.contact("Cara"), await world.contact("Dan"), await world.contact("Eve")];
  const hubspot = await world.apiKey("HubSpot");

  const at = new Date("2026-01-10T12:00:00Z");
  const caraByAda = await world.attribution({ customer: cara, campaign: spring, code: ada.shortcode, at });
  const caraByBen = await world.attribution({
    ...{ customer: cara, campaign: spring, code: ben.coupon, by: hubspot.id, source: "api" },
  });
  const danByBen = await world.attribution({ customer: dan, campaign: spring, code: ben.coupon });
  const eveByAda = await world.attribution({ customer: eve, campaign: autumn, advocate: ada });
  await world.changeStatus(danByBen, "inactive", { reason: "Asked us to." });
  const eveByBen = await world.reassign(eveByAda, ben, { reason: "Ben spoke to her first." });
  return {
    ...{ spring, autumn, ada, ben, cara, dan, eve, hubspot },
    rows: [
      [eve.name, ben.name, "Active"],
      [eve.name, ada.name, "Reassigned"],
      [dan.name, ben.name, "Deactivated"],
      [cara.name, ben.name, "Duplicate attempt"],
      [cara.name, ada.name, "Active"],
    ],
    ids: { eveByBen, eveByAda, danByBen, caraByBen, caraByAda },
  };
}
