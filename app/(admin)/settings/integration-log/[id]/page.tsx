import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { LOG } from "@/components/integrations/hrefs";
import { ReplayRequest } from "@/components/integrations/replay-request";
import { RequestView } from "@/components/integrations/request-view";
import { PageHeader } from "@/components/ui/page-header";
import { requireUser } from "@/lib/auth/session";
import { getPool } from "@/lib/db/pool";
import { findRequest } from "@/lib/integrations/queries";
import { isReplayable } from "@/lib/integrations/rules";
import { TITLE } from "../head";

export const metadata: Metadata = { title: `Request · ${TITLE}` };

export default async function RequestPage({ params }: PageProps<"/settings/integration-log/[id]">) {
  const user = await requireUser();
  const isAdmin = user.role === "admin";
  const request = await findRequest(getPool(), (await params).id, { seesPersonalData: isAdmin });
  if (!request) notFound();
  return (
    <>
      <PageHeader
        breadcrumbs={[{ label: "Settings" }, { label: TITLE, href: LOG }]}
        title={request.endpoint}
        actions={isAdmin && isReplayable(request) && <ReplayRequest id={request.id} />}
      />
      <RequestView request={request} />
    </>
  );
}
