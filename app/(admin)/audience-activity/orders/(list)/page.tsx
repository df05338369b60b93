import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import classes from "@/app/(admin)/audience-activity/referral-attribution/(list)/page.module.css";
import { settledWithin } from "@/app/(admin)/audience-activity/referral-attribution/(list)/settled-within";
import { ImportLink } from "@/components/imports/import-link";
import { ExportOrders } from "@/components/orders/export-orders";
import { OrderList } from "@/components/orders/order-list";
import { CreateOrderLink } from "@/components/orders/page-links";
import { PageHeader } from "@/components/ui/page-header";
import { findFilterNames } from "@/lib/attributions/filter-names";
import { requireUser } from "@/lib/auth/session";
import { viewerTimeZone } from "@/lib/auth/time-zone";
import { listCampaignOptions } from "@/lib/campaigns/queries";
import { getPool } from "@/lib/db/pool";
import { loadOrderParams } from "@/lib/orders/columns";
import { countOrders, listOrderCurrencies } from "@/lib/orders/facets";
import { listOrders } from "@/lib/orders/queries";
import { DESCRIPTION, TITLE } from "./head";

export const metadata: Metadata = { title: TITLE };

/** The rows do not wait for the counts longer than this. */
const PATIENCE_MS = 150;

export default async function OrdersPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const user = await requireUser();
  const canWrite = user.role === "admin";
  const { sort, size, after, before, ...filter } = await loadOrderParams(searchParams);
  const zoned = { ...filter, timeZone: await viewerTimeZone(user) };
  const db = getPool();
  const counts = countOrders(db, zoned);
  const [page, campaigns, currencies, { advocate }, { advocate: customer }] = await Promise.all([
    listOrders(db, { ...zoned, sort, size, after, before }),
    listCampaignOptions(db),
    listOrderCurrencies(db),
    findFilterNames(db, { advocate: filter.advocate }),
    findFilterNames(db, { advocate: filter.customer }),
    settledWithin(counts, PATIENCE_MS),
  ]);
  return (
    <div className={classes.page}>
      <PageHeader
        title={TITLE}
        description={DESCRIPTION}
        actions={
          <>
            <ExportOrders />
            {canWrite && <ImportLink kind="orders" />}
            {canWrite && <CreateOrderLink />}
          </>
        }
      />
      <OrderList
        {...{ page, filter, campaigns, currencies, canWrite }}
        names={{ advocate, customer }}
        total={counts.then(({ total }) => total)}
        facets={counts.then(({ facets }) => facets)}
        settings={user.tableSettings.orders}
      />
    </div>
  );
}
