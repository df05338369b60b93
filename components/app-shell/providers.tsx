"use client";

import {
  type MantineColorScheme,
  type MantineColorSchemeManager,
  MantineProvider,
  useMantineColorScheme,
} from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import { type ReactNode, useEffect } from "react";
import { theme } from "@/components/ui/theme";

/** The scheme is the user's setting, kept in the database: nothing of it lives in this browser. */
const fromServer: MantineColorSchemeManager = {
  get: (defaultValue) => defaultValue,
  set: () => {},
  subscribe: () => {},
  unsubscribe: () => {},
  clear: () => {},
};

/** What every page stands on: the look, the address as state, notifications. */
export function Providers({ scheme, children }: { scheme: MantineColorScheme; children: ReactNode }) {
  return (
    <NuqsAdapter>
      <MantineProvider theme={theme} defaultColorScheme={scheme} colorSchemeManager={fromServer}>
        <SchemeFollower scheme={scheme} />
        <Notifications position="bottom-right" limit={4} />
        {children}
      </MantineProvider>
    </NuqsAdapter>
  );
}

/** A changed setting, or another user who signs in, shows at once. */
function SchemeFollower({ scheme }: { scheme: MantineColorScheme }) {
  const { setColorScheme } = useMantineColorScheme();
  useEffect(() => setColorScheme(scheme), [scheme, setColorScheme]);
  return null;
}
