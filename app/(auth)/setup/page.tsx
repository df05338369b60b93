import type { Metadata } from "next";
import { createLoader, parseAsString } from "nuqs/server";
import { SetupForm } from "@/components/auth/setup-form";
import { CenteredPage } from "@/components/ui/centered-page";
import { getPool } from "@/lib/db/pool";
import { isSetupOpen } from "@/lib/users/queries";

export const metadata: Metadata = { title: "Set up Attaché", referrer: "no-referrer" };

const loadParams = createLoader({ token: parseAsString.withDefault("") });

export default async function SetupPage({ searchParams }: PageProps<"/setup">) {
  const { token } = await loadParams(searchParams);
  if (await isSetupOpen(getPool(), token)) {
    return (
      <CenteredPage title="Set up Attaché" intro="Create the first admin. More people are added later under Settings.">
        <SetupForm token={token} />
      </CenteredPage>
    );
  }
  return (
    <CenteredPage title="This setup link does not work any more">
      The first admin has been created already, or the link is an old one. Without an admin yet, start Attaché again:
      the console prints a new link.
    </CenteredPage>
  );
}
