import { IconKey } from "@tabler/icons-react";
import type { Metadata } from "next";
import { CreateKey } from "@/components/api-keys/create-key";
import { KeyTable } from "@/components/api-keys/key-table";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { listApiKeys } from "@/lib/api-keys/queries";
import { requireAdmin } from "@/lib/auth/session";
import { listCampaignOptions } from "@/lib/campaigns/queries";
import { getPool } from "@/lib/db/pool";

export const metadata: Metadata = { title: "API keys" };

export default async function ApiKeysPage() {
  await requireAdmin();
  const [keys, campaigns] = await Promise.all([listApiKeys(getPool()), listCampaignOptions(getPool())]);
  return (
    <>
      <PageHeader
        breadcrumbs={[{ label: "Settings" }]}
        title="API keys"
        description="With a key another program records referrals here: HubSpot, Salesforce, a shop, your own code."
        actions={<CreateKey campaigns={campaigns} />}
      />
      {keys.length > 0 ? (
        <KeyTable keys={keys} />
      ) : (
        <EmptyState
          icon={<IconKey size={36} stroke={1.4} />}
          title="No API keys yet"
          description="Create one for each program, so that each can be told from the others, and revoked alone."
        />
      )}
    </>
  );
}
