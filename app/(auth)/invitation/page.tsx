import type { Metadata } from "next";
import { createLoader, parseAsString } from "nuqs/server";
import { InvitationForm } from "@/components/auth/invitation-form";
import { CenteredPage } from "@/components/ui/centered-page";
import { getPool } from "@/lib/db/pool";
import { findInvitation } from "@/lib/users/queries";

export const metadata: Metadata = { title: "Choose a password", referrer: "no-referrer" };

const loadParams = createLoader({ token: parseAsString.withDefault("") });

export default async function InvitationPage({ searchParams }: PageProps<"/invitation">) {
  const { token } = await loadParams(searchParams);
  const invitation = await findInvitation(getPool(), token);
  if (!invitation) {
    return (
      <CenteredPage title="This link does not work any more">
        It has been used already, is older than seven days, or was replaced by a newer one. Ask an admin for a new link.
      </CenteredPage>
    );
  }
  return (
    <CenteredPage title={`Welcome, ${invitation.name}`} intro={`Choose a password for ${invitation.email}.`}>
      <InvitationForm token={token} email={invitation.email} />
    </CenteredPage>
  );
}
