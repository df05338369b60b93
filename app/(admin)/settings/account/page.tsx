import type { Metadata } from "next";
import { PasswordForm } from "@/components/account/password-form";
import { PreferencesForm } from "@/components/account/preferences-form";
import { PageHeader } from "@/components/ui/page-header";
import { requireUser } from "@/lib/auth/session";
import { ROLE_LABELS } from "@/lib/users/wording";

export const metadata: Metadata = { title: "Your account" };

export default async function AccountPage() {
  const { name, email, role, theme, timeZone } = await requireUser();
  return (
    <>
      <PageHeader
        breadcrumbs={[{ label: "Settings" }]}
        title="Your account"
        description={`${email} · ${ROLE_LABELS[role]}`}
      />
      <PreferencesForm preferences={{ name, theme, timeZone }} timeZones={Intl.supportedValuesOf("timeZone")} />
      <PasswordForm email={email} />
    </>
  );
}
