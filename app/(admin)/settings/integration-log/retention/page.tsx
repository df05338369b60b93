import type { Metadata } from "next";
import { RETENTION } from "@/components/integrations/hrefs";
import { LogViews } from "@/components/integrations/log-views";
import { RetentionView } from "@/components/integrations/retention-view";
import { PageHeader } from "@/components/ui/page-header";
import { requireUser } from "@/lib/auth/session";
import { getPool } from "@/lib/db/pool";
import { findSettings, listSettingsChanges } from "@/lib/settings/queries";
import { DESCRIPTION, TITLE } from "../head";

export const metadata: Metadata = { title: `Retention · ${TITLE}` };

export default async function RetentionPage() {
  const user = await requireUser();
  const [settings, changes] = await Promise.all([findSettings(getPool()), listSettingsChanges(getPool())]);
  return (
    <>
      <PageHeader breadcrumbs={[{ label: "Settings" }]} title={TITLE} description={DESCRIPTION} />
      <LogViews current={RETENTION} />
      <RetentionView {...{ settings, changes }} mayChange={user.role === "admin"} />
    </>
  );
}
