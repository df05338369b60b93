import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { z } from "zod";
import { OrderActions } from "@/components/orders/order-actions";
import { ORDERS } from "@/components/orders/order-href";
import { OrderView } from "@/components/orders/order-view";
import { PageHeader } from "@/components/ui/page-header";
import { requireUser } from "@/lib/auth/session";
import { getPool } from "@/lib/db/pool";
import { findOrder as findOrderById } from "@/lib/orders/details";

type Props = PageProps<"/audience-activity/orders/[id]">;

/** Asked once for the page and its title. An address that is no id names no order. */
const findOrder = cache(async (id: string) =>
  z.uuid().safeParse(id).success ? await findOrderById(getPool(), id) : null,
);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  await requireUser();
  const order = await findOrder((await params).id);
  return { title: order ? `${order.orderId} · Orders` : "Not found" };
}

export default async function OrderPage({ params }: Props) {
  const user = await requireUser();
  const order = await findOrder((await params).id);
  if (!order) notFound();
  return (
    <>
      <PageHeader
        title={`Order ${order.orderId}`}
        breadcrumbs={[{ label: "Audience Activity" }, { label: "Orders", href: ORDERS }]}
        actions={user.role === "admin" && <OrderActions order={order} />}
      />
      <OrderView order={order} />
    </>
  );
}
