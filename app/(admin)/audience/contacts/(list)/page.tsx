import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import classes from "@/app/(admin)/audience-activity/referral-attribution/(list)/page.module.css";
import { settledWithin } from "@/app/(admin)/audience-activity/referral-attribution/(list)/settled-within";
import { ContactTable } from "@/components/contacts/contact-table";
import { ExportContacts } from "@/components/contacts/export-contacts";
import { CreateContactLink } from "@/components/contacts/page-links";
import { ImportLink } from "@/components/imports/import-link";
import { PageHeader } from "@/components/ui/page-header";
import { listContactPage } from "@/lib/attributions/contact-rows";
import { requireUser } from "@/lib/auth/session";
import { listCampaignOptions } from "@/lib/campaigns/queries";
import { loadContactParams } from "@/lib/contacts/columns";
import { countContacts } from "@/lib/contacts/facets";
import { getPool } from "@/lib/db/pool";
import { listSegmentOptions } from "@/lib/segments/queries";
import { DESCRIPTION, TITLE } from "./head";

export const metadata: Metadata = { title: TITLE };

/** The rows do not wait for the counts longer than this. */
const PATIENCE_MS = 150;

export default async function ContactsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const user = await requireUser();
  const canWrite = user.role === "admin";
  const params = await loadContactParams(searchParams);
  const { sort: _sort, size: _size, after: _after, before: _before, ...filter } = params;
  const db = getPool();
  const counts = countContacts(db, filter);
  const [page, campaigns, segments] = await Promise.all([
    listContactPage(db, params),
    listCampaignOptions(db),
    listSegmentOptions(db),
    settledWithin(counts, PATIENCE_MS),
  ]);
  return (
    <div className={classes.page}>
      <PageHeader
        title={TITLE}
        description={DESCRIPTION}
        actions={
          <>
            <ExportContacts />
            {canWrite && <ImportLink kind="contacts" />}
            {canWrite && <CreateContactLink />}
          </>
        }
      />
      <ContactTable
        {...{ page, filter, campaigns, segments, canWrite }}
        total={counts.then(({ total }) => total)}
        facets={counts.then(({ facets }) => facets)}
        settings={user.tableSettings.contacts}
      />
    </div>
  );
}
