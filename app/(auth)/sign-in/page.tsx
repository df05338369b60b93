import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { createLoader, parseAsString } from "nuqs/server";
import { SignInForm } from "@/components/auth/sign-in-form";
import { CenteredPage } from "@/components/ui/centered-page";
import { findCurrentUser } from "@/lib/auth/session";

export const metadata: Metadata = { title: "Sign in" };

const loadParams = createLoader({ next: parseAsString.withDefault("/") });

export default async function SignInPage({ searchParams }: PageProps<"/sign-in">) {
  const { next } = await loadParams(searchParams);
  const path = ownPath(next);
  if (await findCurrentUser()) redirect(path);
  return (
    <CenteredPage title="Sign in" intro="Referral attributions: who referred whom, and how we know.">
      <SignInForm next={path} />
    </CenteredPage>
  );
}

/** Only a path of ours is led back to: an absolute address could be anybody's. */
function ownPath(next: string): string {
  const base = "http://own.invalid";
  return URL.canParse(next, base) && new URL(next, base).origin === base && next.startsWith("/") ? next : "/";
}
