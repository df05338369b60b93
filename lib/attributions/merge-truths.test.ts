import sql from "sql-template-tag";
import { expect } from "vitest";
import { useTruths } from "@/lib/testing/truths";
import type { World } from "@/lib/testing/world";

const { refuses, guarantees } = useTruths();

/** Whether the truths that are asked for at the end of a transaction hold already. */
const atTheEnd = sql`SET CONSTRAINTS ALL IMMEDIATE`;

const customer = ({ customers }: World, place: number) => customers[place]!.id;
const advocate = ({ advocates }: World, place: number) => advocates[place]!.id;

const merge = (goes: string, stays: string | null) =>
  sql`UPDATE contact SET merged_into = ${stays}::uuid WHERE id = ${goes}::uuid`;
const erase = (id: string) => sql`
  UPDATE contact SET email = 'erased-' || id || '@erased.invalid', first_name = NULL, last_name = NULL, status = 'banned',
    erased_at = now() WHERE id = ${id}::uuid`;
const attribute = (world: World, customerId: string, advocateId: string, status = "active") => sql`
  INSERT INTO attribution (campaign_id, customer_id, advocate_id, status, inactive_reason, method, source, actor_id)
  VALUES (${world.campaign.id}, ${customerId}, ${advocateId}, ${status},
    CASE WHEN ${status} = 'inactive' THEN 'deactivated' END, 'advocate', 'manual', ${world.actor.actorId})`;
const join = (world: World, contactId: string) =>
  sql`INSERT INTO segment_member (segment_id, contact_id) VALUES (${world.segmentId}, ${contactId})`;
const insertCode = (world: World, advocateId: string, code = "later") => sql`
  INSERT INTO referral_code (kind, code, campaign_id, advocate_id) VALUES ('coupon', ${code}, ${world.campaign.id}, ${advocateId})`;

refuses("contact__merged_into", {
  "a contact is merged into one that exists": (world) =>
    merge(customer(world, 0), "00000000-0000-7000-8000-00000000dead"),
});

refuses("contact__merged_into_another", {
  "a contact is not merged into itself": (world) => merge(customer(world, 0), customer(world, 0)),
});

refuses("contact__merged_into_present", {
  "a merged contact is nobody's target": (world) => [
    merge(customer(world, 0), customer(world, 1)),
    merge(customer(world, 2), customer(world, 0)),
  ],
  "whoever others were merged into takes them along": (world) => [
    merge(customer(world, 0), customer(world, 1)),
    merge(customer(world, 1), customer(world, 2)),
  ],
  "an erased contact is nobody's target": (world) => [
    erase(customer(world, 0)),
    merge(customer(world, 1), customer(world, 0)),
  ],
});

guarantees("contact__merged_into_present", "a chain becomes flat in one step", async (tx, world) => {
  const [first, second, third] = [customer(world, 0), customer(world, 1), customer(world, 2)];
  await tx.query(merge(first, second));
  const { rowCount } = await tx.query(
    sql`UPDATE contact SET merged_into = ${third} WHERE id = ${second} OR merged_into = ${second}`,
  );
  await tx.query(atTheEnd);
  expect(rowCount).toBe(2);
});

refuses("contact__merged_for_good", {
  "a merged contact never comes back": (world) => [
    merge(customer(world, 0), customer(world, 1)),
    merge(customer(world, 0), null),
  ],
  "a merged contact goes nowhere else than its survivor": (world) => [
    merge(customer(world, 0), customer(world, 1)),
    merge(customer(world, 0), customer(world, 2)),
  ],
});

refuses("contact__gone_is_empty", {
  "a merged contact is in no segment": (world) => [
    sql`UPDATE referral_code SET retired_at = now()`,
    merge(advocate(world, 0), advocate(world, 1)),
    atTheEnd,
  ],
  "a merged contact has no live code": (world) => [
    sql`DELETE FROM segment_member`,
    merge(advocate(world, 0), advocate(world, 1)),
    atTheEnd,
  ],
  "a merged contact is not actively attributed": (world) => [
    attribute(world, customer(world, 0), advocate(world, 0)),
    merge(customer(world, 0), customer(world, 1)),
    atTheEnd,
  ],
  "a merged contact is nobody's active advocate": (world) => [
    sql`DELETE FROM segment_member`,
    sql`UPDATE referral_code SET retired_at = now()`,
    attribute(world, customer(world, 0), advocate(world, 0)),
    merge(advocate(world, 0), advocate(world, 1)),
    atTheEnd,
  ],
  "an erased contact is in no segment": (world) => [
    sql`UPDATE referral_code SET retired_at = now()`,
    erase(advocate(world, 0)),
    atTheEnd,
  ],
  "an erased contact has no live code": (world) => [
    sql`DELETE FROM segment_member`,
    erase(advocate(world, 0)),
    atTheEnd,
  ],
});

guarantees("contact__gone_is_empty", "an erased contact keeps its attributions", async (tx, world) => {
  await tx.query(attribute(world, customer(world, 0), advocate(world, 0)));
  await tx.query(erase(customer(world, 0)));
  const { command } = await tx.query(atTheEnd);
  expect(command).toBe("SET");
});

refuses("segment_member__of_present", {
  "a merged contact joins no segment": (world) => [
    merge(customer(world, 0), customer(world, 1)),
    join(world, customer(world, 0)),
  ],
  "an erased contact joins no segment": (world) => [erase(customer(world, 0)), join(world, customer(world, 0))],
});

refuses("referral_code__of_present", {
  "a merged contact gets no code": (world) => [
    merge(customer(world, 0), customer(world, 1)),
    insertCode(world, customer(world, 0)),
  ],
  "an erased contact gets no code": (world) => [erase(customer(world, 0)), insertCode(world, customer(world, 0))],
});

refuses("referral_code__live_of_present", {
  "a code of an erased contact does not come back": (world) => [
    insertCode(world, customer(world, 0)),
    sql`UPDATE referral_code SET retired_at = now() WHERE code = 'later'`,
    erase(customer(world, 0)),
    sql`UPDATE referral_code SET retired_at = NULL WHERE code = 'later'`,
  ],
});

refuses(
  "attribution__has_parents",
  {
    "a merged contact is not referred any more": (world) => [
      merge(customer(world, 0), customer(world, 1)),
      attribute(world, customer(world, 0), advocate(world, 0)),
    ],
    "a merged contact refers nobody any more, not even inactively": (world) => [
      merge(customer(world, 0), customer(world, 1)),
      attribute(world, customer(world, 2), customer(world, 0), "inactive"),
    ],
  },
  "attribution__not_of_merged",
);

refuses("attribution__active_of_present", {
  "what stayed with a merged contact does not become active": (world) => [
    attribute(world, customer(world, 0), customer(world, 1), "inactive"),
    merge(customer(world, 0), customer(world, 1)),
    sql`UPDATE attribution SET status = 'active', inactive_reason = NULL`,
  ],
});

refuses("attribution__moves_with_merge", {
  "the referred contact never changes": (world) => [
    attribute(world, customer(world, 0), advocate(world, 0)),
    sql`UPDATE attribution SET customer_id = ${customer(world, 1)}`,
  ],
  "the advocate never changes": (world) => [
    attribute(world, customer(world, 0), advocate(world, 0)),
    sql`UPDATE attribution SET advocate_id = ${advocate(world, 1)}`,
  ],
  "an insert that finds it there already does not change the advocate": (world) => [
    attribute(world, customer(world, 0), advocate(world, 0)),
    sql`${attribute(world, customer(world, 0), advocate(world, 1))}
      ON CONFLICT (campaign_id, customer_id) WHERE status = 'active' DO UPDATE SET advocate_id = excluded.advocate_id`,
  ],
  "a merge takes the attribution nowhere else than to the survivor": (world) => [
    attribute(world, customer(world, 0), advocate(world, 0)),
    merge(customer(world, 0), customer(world, 1)),
    sql`UPDATE attribution SET customer_id = ${customer(world, 2)}`,
  ],
  "the survivor of one of the two is not made the other": (world) => [
    attribute(world, customer(world, 0), advocate(world, 0)),
    merge(customer(world, 0), customer(world, 1)),
    sql`UPDATE attribution SET advocate_id = ${customer(world, 1)}`,
  ],
});

guarantees(
  "attribution__moves_with_merge",
  "what was of a merged contact becomes its survivor's",
  async (tx, world) => {
    await tx.query(attribute(world, customer(world, 0), advocate(world, 0)));
    await tx.query(merge(customer(world, 0), customer(world, 1)));
    const { rowCount } = await tx.query(sql`UPDATE attribution SET customer_id = ${customer(world, 1)}`);
    await tx.query(atTheEnd);
    expect(rowCount).toBe(1);
  },
);

refuses("referral_code__moves_with_merge", {
  "a code's advocate never changes": (world) =>
    sql`UPDATE referral_code SET advocate_id = ${advocate(world, 1)} WHERE code = 'COUPON0'`,
  "a merge takes the code nowhere else than to the survivor": (world) => [
    merge(advocate(world, 0), advocate(world, 1)),
    sql`UPDATE referral_code SET advocate_id = ${advocate(world, 2)} WHERE code = 'COUPON0'`,
  ],
});

guarantees("referral_code__one_shortcode", "one that came with a merge stays beside it", async (tx, world) => {
  await tx.query(merge(advocate(world, 0), advocate(world, 1)));
  const { rowCount } = await tx.query(sql`
    UPDATE referral_code SET advocate_id = ${advocate(world, 1)}, inherited = kind = 'shortcode'
    WHERE advocate_id = ${advocate(world, 0)}`);
  expect(rowCount).toBe(2);
});

refuses("contact__erased_is_nobody", {
  "nothing personal is left of an erased contact": (world) =>
    sql`UPDATE contact SET erased_at = now() WHERE id = ${customer(world, 0)}`,
  "an erased contact gets no name": (world) => [
    erase(customer(world, 0)),
    sql`UPDATE contact SET first_name = 'Ada' WHERE id = ${customer(world, 0)}`,
  ],
  "an erased contact is not enrolled again": (world) => [
    erase(customer(world, 0)),
    sql`UPDATE contact SET status = 'enrolled' WHERE id = ${customer(world, 0)}`,
  ],
});

refuses("contact__erased_for_good", {
  "an erased contact never comes back": (world) => [
    erase(customer(world, 0)),
    sql`UPDATE contact SET erased_at = NULL WHERE id = ${customer(world, 0)}`,
  ],
});
