import "server-only";
import sql, { type Sql } from "sql-template-tag";
import { type Actor, logged } from "@/lib/audit/trail";
import type { Db } from "@/lib/db/pool";
import { inTransaction } from "@/lib/db/transaction";
import { findIdentity, namesPerson } from "./identity";
import { findImportTraces } from "./traces";

/**
 * Everything that is held about one contact, as a value for JSON; what its parts are is said in docs/decisions/0017. Other
 * people are named by id alone, but in the cells of an import's rows, which are as they were in the file. Logs that it was
 * asked for.
 *
 * @returns null where there is no such contact; a merged one means the one it was merged into
 */
export async function exportContact(db: Db, actor: Actor, id: string): Promise<Record<string, unknown> | null> {
  return inTransaction(db, async (tx) => {
    const { rows: meant } = await tx.query<{ id: string }>(
      sql`SELECT coalesce(merged_into, id) AS id FROM contact WHERE id = ${id}::uuid`,
    );
    if (!meant[0]) return null;
    const contactId = meant[0].id;
    const identity = await findIdentity(tx, contactId);
    const many = async (query: Sql) => (await tx.query<{ value: unknown }>(query)).rows.map(({ value }) => value);
    const [profile] = await many(profilesOf(sql`contact.id = ${contactId}::uuid`));
    const content = {
      format: "attache.contact.v1",
      exportedAt: new Date().toISOString(),
      profile,
      aliases: await many(profilesOf(sql`contact.merged_into = ${contactId}::uuid`)),
      segments: await many(sql`
        SELECT json_build_object('id', segment.id, 'name', name, 'addedAt', ${iso(sql`added_at`)}) AS value
        FROM segment_member JOIN segment ON segment.id = segment_id WHERE contact_id = ${contactId}::uuid
        ORDER BY added_at, segment.id`),
      codes: await many(sql`
        SELECT json_build_object('id', code.id, 'kind', kind, 'code', code, 'campaign', ${CAMPAIGN},
          'inherited', inherited, 'createdAt', ${iso(sql`code.created_at`)}, 'retiredAt', ${iso(sql`retired_at`)}) AS value
        FROM referral_code code JOIN campaign ON campaign.id = campaign_id
        WHERE advocate_id = ANY(${identity.ids}::uuid[]) ORDER BY code.id`),
      attributions: {
        asReferred: await many(attributionsWhere(sql`customer_id = ANY(${identity.ids}::uuid[])`)),
        asAdvocate: await many(attributionsWhere(sql`advocate_id = ANY(${identity.ids}::uuid[])`)),
      },
      auditEvents: await many(sql`
        SELECT json_build_object('at', ${iso(sql`at`)}, 'kind', event.kind, 'contactId', event.contact_id, 'actor', ${ACTOR},
          'source', event.source, 'segmentId', segment_id, 'campaignId', campaign_id, 'codeId', code_id, 'detail', detail) AS value
        FROM audit_event event JOIN actor ON actor.id = actor_id
        WHERE contact_id = ANY(${identity.ids}::uuid[]) ORDER BY event.id`),
      orders: await many(sql`
        SELECT json_build_object('id', id, 'orderId', order_id, 'revenueMinor', revenue_minor, 'currency', currency,
          'status', status, 'externalStatus', external_status, 'hubspotDealstage', hubspot_dealstage,
          'campaignId', campaign_id, 'attributionId', attribution_id, 'customFields', custom_fields, 'source', source,
          'orderedAt', ${iso(sql`ordered_at`)}, 'createdAt', ${iso(sql`created_at`)}) AS value
        FROM customer_order WHERE customer_id = ANY(${identity.ids}::uuid[]) ORDER BY id`),
      rewards: await many(sql`
        SELECT json_build_object('id', reward.id, 'recipient', recipient, 'amountMinor', amount_minor, 'currency', currency,
          'status', status, 'campaignId', campaign_id, 'attributionId', attribution_id, 'orderId', order_id, 'ruleId', rule_id,
          'ruleVersion', rule_version, 'createdAt', ${iso(sql`created_at`)},
          'history', (SELECT json_agg(json_build_object('at', ${iso(sql`at`)}, 'kind', event.kind, 'from', from_status,
            'to', to_status, 'actor', ${ACTOR}, 'source', event.source, 'reason', reason, 'cause', cause) ORDER BY event.id)
            FROM reward_event event JOIN actor ON actor.id = actor_id WHERE reward_id = reward.id)) AS value
        FROM reward WHERE contact_id = ANY(${identity.ids}::uuid[]) ORDER BY id`),
      requests: await many(sql`
        SELECT json_build_object('id', id, 'at', ${iso(sql`at`)}, 'endpoint', endpoint, 'status', status,
          'outcome', outcome, 'payload', payload, 'answer', answer) AS value
        FROM integration_event
        WHERE ${namesPerson(identity, sql`normal_form(concat_ws(E'\n', payload::text, answer::text, email_key))`)} ORDER BY id`),
      importedValues: await many(sql`
        SELECT json_build_object('importId', import_id, 'line', line, 'before', before, 'after', after) AS value
        FROM import_change WHERE contact_id = ANY(${identity.ids}::uuid[]) ORDER BY import_id, line`),
      importRows: await listImportRows(tx, identity),
    };
    await tx.query(
      logged(actor, "contact.exported", {
        from: sql`(SELECT ${contactId}::uuid AS id) AS exported`,
        about: { contactId: sql`id` },
      }),
    );
    return content;
  });
}

/** An instant as ISO 8601 in UTC, to the microsecond. */
function iso(instant: Sql): Sql {
  return sql`to_char(${instant} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
}

const CAMPAIGN = sql`json_build_object('id', campaign.id, 'uid', campaign.uid, 'name', campaign.name)`;
const ACTOR = sql`json_build_object('kind', actor.kind, 'name', actor.name)`;

function profilesOf(where: Sql): Sql {
  return sql`
    SELECT json_build_object('id', id, 'email', email, 'firstName', first_name, 'lastName', last_name, 'uid', uid,
      'phone', phone, 'company', company, 'customFields', custom_fields, 'status', status, 'source', source,
      'createdAt', ${iso(sql`created_at`)}, 'updatedAt', ${iso(sql`updated_at`)}, 'erasedAt', ${iso(sql`erased_at`)}) AS value
    FROM contact WHERE ${where} ORDER BY id`;
}

function attributionsWhere(where: Sql): Sql {
  return sql`
    SELECT json_build_object('id', attribution.id, 'campaign', ${CAMPAIGN}, 'customerId', customer_id,
      'advocateId', attribution.advocate_id, 'status', status, 'inactiveReason', inactive_reason, 'method', method,
      'code', code.code, 'source', attribution.source, 'actor', ${ACTOR},
      'createdAt', ${iso(sql`attribution.created_at`)}, 'changedAt', ${iso(sql`changed_at`)},
      'events', (SELECT json_agg(json_build_object('at', ${iso(sql`at`)}, 'kind', event.kind, 'fromStatus', from_status,
          'toStatus', to_status, 'actor', json_build_object('kind', doer.kind, 'name', doer.name), 'source', event.source,
          'reason', reason, 'detail', detail) ORDER BY event.id)
        FROM attribution_event event JOIN actor doer ON doer.id = event.actor_id
        WHERE event.attribution_id = attribution.id)) AS value
    FROM attribution JOIN campaign ON campaign.id = attribution.campaign_id JOIN actor ON actor.id = attribution.actor_id
    LEFT JOIN referral_code code ON code.id = code_id
    WHERE attribution.${where} ORDER BY attribution.id`;
}

async function listImportRows(db: Db, identity: Awaited<ReturnType<typeof findIdentity>>): Promise<unknown[]> {
  const rows: unknown[] = [];
  for (const { id, lines } of await findImportTraces(db, identity)) {
    const { rows: found } = await db.query<{ value: unknown }>(sql`
      SELECT json_build_object('import', json_build_object('id', run.id, 'fileName', file_name, 'state', state,
          'createdAt', ${iso(sql`created_at`)}), 'line', line, 'headers', headers, 'cells', cells) AS value
      FROM import_row JOIN import_run run ON run.id = import_id
      WHERE import_id = ${id}::uuid AND line = ANY(${lines}::int[]) ORDER BY line`);
    rows.push(...found.map(({ value }) => value));
  }
  return rows;
}
