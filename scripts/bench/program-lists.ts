import type pg from "pg";
import { listContactPage } from "@/lib/attributions/contact-rows";
import type { ContactParams } from "@/lib/contacts/columns";
import { countContacts } from "@/lib/contacts/facets";
import { encodeCursor } from "@/lib/db/keyset";
import * as plain from "./program-plain";

/** What is compared: what it is, Attaché's way, and that by hand. */
export type Case = [what: string, attache: () => Promise<unknown>, bare: () => Promise<unknown>];

/** The filled database, and the ids of what is asked for in it. */
export type Program = {
  pool: pg.Pool;
  ids: Record<
    "middle" | "ordinary" | "advocate" | "busy" | "everyone" | "fresh" | "segment" | "open" | "campaign",
    string
  >;
  middleName: string;
};

/** Pages of the list of contacts by every sort and filter. */
export function listCases({ pool, ids, middleName }: Program): Case[] {
  const list = (what: string, params: ContactParams, bare: string): Case => [
    what,
    () => listContactPage(pool, params),
    () => pool.query(plain.contactPage(bare)),
  ];
  const newest = "ORDER BY contact.id DESC LIMIT 51";
  const oldest = "ORDER BY contact.id LIMIT 51";
  const byName = "ORDER BY sort_key, contact.id LIMIT 51";
  const afterId = encodeCursor({ id: ids.middle, value: null });
  const afterName = encodeCursor({ id: ids.middle, value: middleName });
  const member = (id: string) =>
    `WHERE EXISTS (SELECT FROM segment_member WHERE segment_id = '${id}' AND contact_id = contact.id)`;
  const memberFirst = (id: string) => `WHERE id IN (SELECT contact_id FROM segment_member WHERE segment_id = '${id}')`;
  const advocateOf = (id: string) => `WHERE status = 'enrolled' AND EXISTS (SELECT FROM campaign_segment
      JOIN segment_member USING (segment_id) WHERE campaign_id = '${id}' AND contact_id = contact.id)`;
  const advocateFirst = (id: string) => `WHERE status = 'enrolled' AND id IN (SELECT contact_id FROM campaign_segment
      JOIN segment_member USING (segment_id) WHERE campaign_id = '${id}')`;
  return [
    list("newest first", {}, newest),
    list("oldest first", { sort: "created" }, oldest),
    list("newest first, in the middle", { after: afterId }, `WHERE contact.id < '${ids.middle}' ${newest}`),
    list("by name", { sort: "name" }, byName),
    list("by name, backwards", { sort: "-name" }, "ORDER BY sort_key DESC, contact.id DESC LIMIT 51"),
    list(
      "by name, in the middle",
      { sort: "name", after: afterName },
      `WHERE (sort_key, contact.id) > ('${middleName}', '${ids.middle}') ${byName}`,
    ),
    list("status enrolled", { status: ["enrolled"] }, `WHERE status = 'enrolled' ${newest}`),
    list("status banned, by name", { status: ["banned"], sort: "name" }, `WHERE status = 'banned' ${byName}`),
    list(
      "status banned or unsubscribed",
      { status: ["banned", "unsubscribed"] },
      `WHERE status IN ('banned', 'unsubscribed') ${newest}`,
    ),
    list("source API", { source: ["api"] }, `WHERE source = 'api' ${newest}`),
    list("source API, by name", { source: ["api"], sort: "name" }, `WHERE source = 'api' ${byName}`),
    list("segment of a thousand", { segment: [ids.segment] }, `${memberFirst(ids.segment)} ${newest}`),
    list("segment of everyone", { segment: [ids.everyone] }, `${member(ids.everyone)} ${newest}`),
    list(
      "segment of everyone, by name",
      { segment: [ids.everyone], sort: "name" },
      `${member(ids.everyone)} ${byName}`,
    ),
    list("campaign of two segments", { campaign: ["c11"] }, `${advocateFirst(ids.campaign)} ${newest}`),
    list("campaign open to everyone", { campaign: ["c1"] }, `${advocateOf(ids.open)} ${newest}`),
    list(
      "status, source and segment",
      { status: ["enrolled"], source: ["api"], segment: [ids.segment] },
      `${memberFirst(ids.segment)} AND status = 'enrolled' AND source = 'api' ${newest}`,
    ),
  ];
}

/** Searches, from one match to a million. */
export function searchCases({ pool }: Program): Case[] {
  const search = (what: string, q: string, params: ContactParams = {}): Case => [
    what,
    () => listContactPage(pool, { q, ...params }),
    () =>
      pool.query(
        plain.contactPage(plain.search(q, params.sort === "name" ? "sort_key, contact.id" : "contact.id DESC")),
      ),
  ];
  return [
    search("one matches", "person-43210@"),
    search("beginning of an e-mail, 111 match", "person-1234"),
    search("1,000 match", "first12 "),
    search("12,000 match", "first12"),
    search("12,000 match, by name", "first12", { sort: "name" }),
    search("everybody matches", "example"),
    search("everybody matches, by name", "example", { sort: "name" }),
    search("nobody matches", "no such person"),
  ];
}

/** The total and the counts of the filter chips. */
export function countCases({ pool, ids }: Program): Case[] {
  const count = (what: string, filter: ContactParams, bare: string): Case => [
    what,
    () => countContacts(pool, filter),
    () => pool.query(plain.facets(bare)),
  ];
  return [
    count("unfiltered", {}, "TRUE"),
    count("status enrolled", { status: ["enrolled"] }, "status = 'enrolled'"),
    count(
      "source API and status banned",
      { source: ["api"], status: ["banned"] },
      "source = 'api' AND status = 'banned'",
    ),
    count(
      "segment of a thousand",
      { segment: [ids.segment] },
      `id IN (SELECT contact_id FROM segment_member WHERE segment_id = '${ids.segment}')`,
    ),
    count(
      "segment of everyone",
      { segment: [ids.everyone] },
      `id IN (SELECT contact_id FROM segment_member WHERE segment_id = '${ids.everyone}')`,
    ),
    count(
      "campaign open to everyone",
      { campaign: ["c1"] },
      `status = 'enrolled' AND id IN (SELECT contact_id FROM segment_member WHERE segment_id = '${ids.everyone}')`,
    ),
    count("searched, one matches", { q: "person-43210@" }, "search_text LIKE '%person-43210@%'"),
    count("searched, 12,000 match", { q: "first12" }, "search_text LIKE '%first12%'"),
    count("searched, everybody matches", { q: "example" }, "search_text LIKE '%example%'"),
  ];
}
