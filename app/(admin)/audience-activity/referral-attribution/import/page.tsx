import type { Metadata } from "next";
import { z } from "zod";
import { ImportHistory } from "@/components/imports/import-history";
import { TemplateLinks } from "@/components/imports/template-links";
import { UploadPanel } from "@/components/imports/upload-panel";
import { PageHeader } from "@/components/ui/page-header";
import { requireAdmin } from "@/lib/auth/session";
import { getPool } from "@/lib/db/pool";
import { listImports } from "@/lib/imports/queries";

export const metadata: Metadata = { title: "CSV Import" };

const PAGE_SIZE = 25;
const pageSchema = z.object({ before: z.uuid().nullable().catch(null) });

export default async function ImportPage({
  searchParams,
}: PageProps<"/audience-activity/referral-attribution/import">) {
  await requireAdmin();
  const { before } = pageSchema.parse(await searchParams);
  const { imports, next } = await listImports(getPool(), { before, limit: PAGE_SIZE });
  return (
    <>
      <PageHeader
        title="CSV Import"
        description="Creates, activates and deactivates referral attributions in bulk. Nothing is written until you have seen what each row would do."
        breadcrumbs={[
          { label: "Audience Activity" },
          { label: "Referral Attribution", href: "/audience-activity/referral-attribution" },
        ]}
        actions={<TemplateLinks kind="attributions" />}
      />
      <UploadPanel kind="attributions" />
      <ImportHistory imports={imports} next={next} isFirstPage={before === null} />
    </>
  );
}
