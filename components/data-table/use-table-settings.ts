"use client";

import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { saveTableSettings } from "@/app/(admin)/table-settings-action";
import { callAction } from "@/components/ui/call-action";
import type { TableSettings } from "@/lib/users/schema";

export const DEFAULT_TABLE_SETTINGS: TableSettings = { hiddenColumns: [], density: "comfortable" };

/** How the user looks at one table, from the server's first render on; every change shows at once and is remembered. */
export function useTableSettings(table: string, saved: TableSettings | undefined) {
  const [settings, setSettings] = useState(saved ?? DEFAULT_TABLE_SETTINGS);

  async function change(patch: Partial<TableSettings>) {
    const next = { ...settings, ...patch };
    setSettings(next);
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
