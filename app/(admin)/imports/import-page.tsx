import { notFound } from "next/navigation";
import { cache } from "react";
import { ImportJourney } from "@/components/imports/import-journey";
import { PageHeader } from "@/components/ui/page-header";
import { listCampaignOptions } from "@/lib/campaigns/queries";
import { getPool } from "@/lib/db/pool";
import { findImport } from "@/lib/imports/queries";
import { type ImportKind, importIdSchema } from "@/lib/imports/schema";

/** Asked once for the page and its title. An address that is no id names no import, and no import of another kind. */
const findView = cache(async (kind: ImportKind, id: string) => {
  const view = importIdSchema.safeParse({ id }).success ? await findImport(getPool(), id) : null;
  return view?.kind === kind ? view : null;
});

/** The title of an import's page. */
export async function importTitle(kind: ImportKind, id: string, of: string): Promise<string> {
  const view = await findView(kind, id);
  return view ? `${view.fileName} · ${of}` : "Not found";
}

type Props = { kind: ImportKind; id: string; breadcrumbs: { label: string; href?: string }[] };

/** The journey of one import of a kind. Who may see it is for the page to ask. */
export async function ImportPage({ kind, id, breadcrumbs }: Props) {
  const view = await findView(kind, id);
  if (!view) notFound();
  const campaigns = await listCampaignOptions(getPool());
  return (
    <>
      <PageHeader title={view.fileName} breadcrumbs={breadcrumbs} />
      <ImportJourney key={view.id} initial={view} campaigns={campaigns} />
    </>
  );
}
