import { z } from "zod";
import { ImportHistory } from "@/components/imports/import-history";
import { TemplateLinks } from "@/components/imports/template-links";
import { UploadPanel } from "@/components/imports/upload-panel";
import { PageHeader } from "@/components/ui/page-header";
import { getPool } from "@/lib/db/pool";
import { listImports } from "@/lib/imports/queries";
import type { ImportKind } from "@/lib/imports/schema";

const PAGE_SIZE = 25;
const pageSchema = z.object({ before: z.uuid().nullable().catch(null) });

type Props = {
  kind: ImportKind;
  title: string;
  description: string;
  breadcrumbs: { label: string; href?: string }[];
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

/** The upload and the history of one kind of import. Who may see it is for the page to ask. */
export async function ImportsPage({ kind, title, description, breadcrumbs, searchParams }: Props) {
  const { before } = pageSchema.parse(await searchParams);
  const { imports, next } = await listImports(getPool(), { kind, before, limit: PAGE_SIZE });
  return (
    <>
      <PageHeader {...{ title, description, breadcrumbs }} actions={<TemplateLinks kind={kind} />} />
      <UploadPanel kind={kind} />
      <ImportHistory kind={kind} imports={imports} next={next} isFirstPage={before === null} />
    </>
  );
}
