import "@fontsource-variable/inter";
import "@mantine/core/styles.css";
import "@mantine/dates/styles.css";
import "@mantine/notifications/styles.css";
import "@mantine/spotlight/styles.css";
import "@/components/ui/global.css";
import { ColorSchemeScript, mantineHtmlProps } from "@mantine/core";
import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";
import { Providers } from "@/components/app-shell/providers";
import { HOLD_EARLY_SUBMITS } from "@/components/ui/early-input";
import { findCurrentUser } from "@/lib/auth/session";

export const metadata: Metadata = {
  title: { default: "Attaché", template: "%s · Attaché" },
  description: "Referral attributions: who referred whom, in which campaign, and how we know.",
  icons: "/favicon.svg",
  robots: { index: false, follow: false },
};

export const viewport: Viewport = { colorScheme: "light dark", width: "device-width", initialScale: 1 };

export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = (await findCurrentUser())?.theme ?? "auto";
  return (
    <html lang="en" {...mantineHtmlProps}>
      <head>
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of ours. */}
        <script dangerouslySetInnerHTML={{ __html: HOLD_EARLY_SUBMITS }} />
        <ColorSchemeScript defaultColorScheme={theme} forceColorScheme={theme === "auto" ? undefined : theme} />
      </head>
      <body>
        <Providers scheme={theme}>{children}</Providers>
      </body>
    </html>
  );
}
