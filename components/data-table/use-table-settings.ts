"use client";

import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { saveTableSettings } from "@/app/(admin)/table-settings-action";
import { callAction } from "@/components/ui/call-action";
import type { TableSettings } from "@/lib/users/schema";

export const DEFAULT_TABLE_SETTINGS: TableSettings = { hiddenColumns: [], density: "comfortable" };

/**
 * What was changed since the server sent its settings, by table: Back shows a page as the router kept it, with the
 * settings of then. Written in the browser only.
 */
const changedSince = new Map<string, { sent: string; now: TableSettings }>();

function latest(table: string, saved: TableSettings): TableSettings {
  const changed = changedSince.get(table);
  return changed?.sent === JSON.stringify(saved) ? changed.now : saved;
}

/** How the user looks at one table, from the server's first render on; every change shows at once and is remembered. */
export function useTableSettings(table: string, saved: TableSettings = DEFAULT_TABLE_SETTINGS) {
  const [settings, setSettings] = useState(() => latest(table, saved));

  async function change(patch: Partial<TableSettings>) {
    const next = { ...settings, ...patch };
    setSettings(next);
    changedSince.set(table, { sent: JSON.stringify(saved), now: next });
    const result = await callAction(saveTableSettings, { table, settings: next });
    if (!result.ok) {
      notifications.show({
        color: "red",
        title: "This view was not remembered",
        message: result.error.message,
      });
    }
  }

  return [settings, change] as const;
}
