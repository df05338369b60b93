"use client";

import { useRouter } from "next/navigation";
import { useMemo, useRef } from "react";
import listClasses from "@/components/attributions/attribution-list.module.css";
import type { BoundedCount } from "@/components/data-table/bounded-count";
import { DataTable, type DataTableHandle } from "@/components/data-table/data-table";
import type { FacetCounts } from "@/components/data-table/facet-filter";
import { ListPages } from "@/components/data-table/list-pages";
import { useTableSelection } from "@/components/data-table/use-table-selection";
import { useTableSettings } from "@/components/data-table/use-table-settings";
import type { ContactPage } from "@/lib/attributions/contact-rows";
import type { CampaignOption } from "@/lib/campaigns/queries";
import { type ContactFilter, type ContactRow, PAGE_SIZES } from "@/lib/contacts/columns";
import type { SegmentOption } from "@/lib/segments/queries";
import type { TableSettings } from "@/lib/users/schema";
import { contactTableColumns } from "./contact-columns";
import { NoContacts, NoMatchingContacts } from "./contact-empty";
import { contactHref } from "./contact-href";
import { ContactSelection } from "./contact-selection";
import { ContactToolbar } from "./contact-toolbar";
import { personName } from "./person-name";
import { isFiltered, NO_FILTER, useContactQuery } from "./use-contact-query";

type Props = {
  page: ContactPage;
  /** The filter the page was made with; the address may be a step ahead of it. */
  filter: ContactFilter;
  total: Promise<BoundedCount>;
  facets: FacetCounts;
  campaigns: CampaignOption[];
  segments: SegmentOption[];
  settings: TableSettings | undefined;
  canWrite: boolean;
};

const getRowId = (row: ContactRow) => row.id;
const getRowHref = (row: ContactRow) => contactHref(row.id);

/** The list of contacts with all that belongs to it: filters, rows, pages, what can be done to several. */
export function ContactTable({ page, filter, total, canWrite, settings: saved, ...filterProps }: Props) {
  const router = useRouter();
  const table = useRef<DataTableHandle>(null);
  const query = useContactQuery();
  const [settings, changeSettings] = useTableSettings("contacts", saved);
  const ids = useMemo(() => page.rows.map(getRowId), [page.rows]);
  const selection = useTableSelection(JSON.stringify(filter), ids);
  const focusRow = () => table.current?.focusRow();
  const hasRows = page.rows.length > 0;
  if (!hasRows && !isFiltered(filter)) return <NoContacts canWrite={canWrite} />;

  return (
    <div className={listClasses.list}>
      <ContactToolbar {...{ ...filterProps, query, settings }} onSettings={changeSettings} onLeaveSearch={focusRow} />
      {hasRows ? (
        <DataTable
          ref={table}
          label="Contacts"
          columns={contactTableColumns}
          rows={page.rows}
          {...{ getRowId, getRowHref, settings }}
          getRowLabel={personName}
          sort={query.sort}
          onSort={query.sortBy}
          selection={canWrite ? selection : undefined}
          onOpen={(id) => query.leaveFor(contactHref(id))}
          pending={query.pending}
        />
      ) : (
        <NoMatchingContacts onClear={() => query.change(NO_FILTER)} />
      )}
      {canWrite && (
        <ContactSelection
          {...{ filter, total, selection, focusRow }}
          segments={filterProps.segments}
          pageIds={ids}
          hasMore={page.next !== null || page.previous !== null}
          refresh={() => query.startTransition(() => router.refresh())}
        />
      )}
      <ListPages {...{ page, filter, total, query }} sizes={PAGE_SIZES} one="contact" many="contacts" />
    </div>
  );
}
