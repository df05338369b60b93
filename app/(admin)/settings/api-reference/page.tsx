import type { Metadata } from "next";
import { Reference } from "@/components/integrations/reference";
import { TestConsole } from "@/components/integrations/test-console";
import { PageHeader } from "@/components/ui/page-header";
import { listApiKeys } from "@/lib/api-keys/queries";
import { requireUser } from "@/lib/auth/session";
import { getPool } from "@/lib/db/pool";
import { findExampleIds } from "@/lib/integrations/example-ids";
import { describeEndpoints, describeTestable } from "@/lib/integrations/openapi";

export const metadata: Metadata = { title: "API reference" };

export default async function ApiReferencePage() {
  const user = await requireUser();
  const [keys, ids] = await Promise.all([
    user.role === "admin" ? listApiKeys(getPool()) : [],
    findExampleIds(getPool()),
  ]);
  const live = keys.filter(({ state }) => state === "live").map(({ id, name }) => ({ id, name }));
  return (
    <>
      <PageHeader
        breadcrumbs={[{ label: "Settings" }]}
        title="API reference"
        description="How another program records referrals and orders here, with examples that run."
      />
      <Reference endpoints={describeEndpoints(ids)} server={process.env.ATTACHE_URL ?? ""}>
        {user.role === "admin" && <TestConsole keys={live} endpoints={describeTestable()} />}
      </Reference>
    </>
  );
}
