import type { Metadata } from "next";
import { Welcome } from "@/components/auth/welcome";
import { CenteredPage } from "@/components/ui/centered-page";
import { requireAdmin } from "@/lib/auth/session";

export const metadata: Metadata = { title: "Welcome" };

export default async function WelcomePage() {
  await requireAdmin();
  return (
    <CenteredPage
      title="Attaché is ready"
      intro="Look around with sample data, 600 contacts and about 900 attributions over a year, or start with your own. Sample data cannot be removed from a database later; use it to try things out."
    >
      <Welcome />
    </CenteredPage>
  );
}
