import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { z } from "zod";
import { RecordPanel } from "@/components/attributions/record-panel";
import { RecordTools } from "@/components/attributions/record-tools";
import { personName } from "@/components/contacts/person-name";
import { PageHeader } from "@/components/ui/page-header";
import { findAttribution } from "@/lib/attributions/record-queries";
import { requireUser } from "@/lib/auth/session";
import { getPool } from "@/lib/db/pool";

type Props = PageProps<"/audience-activity/referral-attribution/[id]">;

/** Asked once for the page and its title. An address that is no id names no attribution. */
const findRecord = cache(async (id: string) =>
  z.uuid().safeParse(id).success ? await findAttribution(getPool(), id) : null,
);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  await requireUser();
  const record = await findRecord((await params).id);
  return { title: record ? `${personName(record.customer)} · Referral Attribution` : "Not found" };
}

export default async function RecordPage({ params }: Props) {
  const user = await requireUser();
  const record = await findRecord((await params).id);
  if (!record) notFound();
  return (
    <>
      <PageHeader
        title={`${personName(record.customer)}, referred by ${personName(record.advocate)}`}
        breadcrumbs={[
          { label: "Audience Activity" },
          { label: "Referral Attribution", href: "/audience-activity/referral-attribution" },
        ]}
        actions={<RecordTools id={record.id} />}
      />
      <RecordPanel key={record.id} id={record.id} initial={record} canWrite={user.role === "admin"} wide />
    </>
  );
}
