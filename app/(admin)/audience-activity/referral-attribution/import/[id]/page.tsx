import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { ImportJourney } from "@/components/imports/import-journey";
import { PageHeader } from "@/components/ui/page-header";
import { requireAdmin } from "@/lib/auth/session";
import { listCampaignOptions } from "@/lib/campaigns/queries";
import { getPool } from "@/lib/db/pool";
import { findImport } from "@/lib/imports/queries";
import { importIdSchema } from "@/lib/imports/schema";

type Props = PageProps<"/audience-activity/referral-attribution/import/[id]">;

/** Asked once for the page and its title. An address that is no id names no import. */
const findView = cache(async (id: string) =>
  importIdSchema.safeParse({ id }).success ? await findImport(getPool(), id) : null,
);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  await requireAdmin();
  const view = await findView((await params).id);
  return { title: view ? `${view.fileName} · CSV Import` : "Not found" };
}

export default async function ImportPage({ params }: Props) {
  await requireAdmin();
  const view = await findView((await params).id);
  if (!view) notFound();
  const campaigns = await listCampaignOptions(getPool());
  return (
    <>
      <PageHeader
        title={view.fileName}
        breadcrumbs={[
          { label: "Audience Activity" },
          { label: "Referral Attribution", href: "/audience-activity/referral-attribution" },
          { label: "CSV Import", href: "/audience-activity/referral-attribution/import" },
        ]}
      />
      <ImportJourney key={view.id} initial={view} campaigns={campaigns} />
    </>
  );
}
