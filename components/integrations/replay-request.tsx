"use client";

import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconRefresh } from "@tabler/icons-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { replayRequest } from "@/app/(admin)/settings/integration-log/actions";
import { callAction } from "@/components/ui/call-action";
import { requestHref } from "./hrefs";

/** Sends a refused request again after its cause is mended, and goes to what became of it. */
export function ReplayRequest({ id }: { id: string }) {
  const router = useRouter();
  const [pending, setPending] = useState(false);

  async function replay() {
    setPending(true);
    const result = await callAction(replayRequest, { id });
    setPending(false);
    if (!result.ok) {
      notifications.show({ color: "red", title: "Not sent again", message: result.error.message });
      return router.refresh();
    }
    const { id: made, outcome, message } = result.data;
    if (outcome === "done") notifications.show({ message: "Sent again, and recorded." });
    else if (outcome === "repeated") notifications.show({ message: "Sent again. It had been recorded meanwhile." });
    else notifications.show({ color: "red", title: "Sent again, and refused again", message: message ?? "" });
    router.push(requestHref(made));
  }

  return (
    <Button leftSection={<IconRefresh size={16} aria-hidden />} loading={pending} onClick={replay}>
      Send again
    </Button>
  );
}
