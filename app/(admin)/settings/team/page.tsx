import type { Metadata } from "next";
import { AddUser } from "@/components/team/add-user";
import { TeamTable } from "@/components/team/team-table";
import { PageHeader } from "@/components/ui/page-header";
import { requireAdmin } from "@/lib/auth/session";
import { getPool } from "@/lib/db/pool";
import { listTeam } from "@/lib/users/queries";

export const metadata: Metadata = { title: "Team" };

export default async function TeamPage() {
  const user = await requireAdmin();
  const members = await listTeam(getPool());
  return (
    <>
      <PageHeader
        breadcrumbs={[{ label: "Settings" }]}
        title="Team"
        description="Who can sign in, and what they may do. A change takes effect on the person's next click."
        actions={<AddUser />}
      />
      <TeamTable members={members} ownId={user.id} />
    </>
  );
}
