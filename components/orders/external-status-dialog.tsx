"use client";

import { Button, Group, Modal, Stack, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { changeExternalStatus } from "@/app/(admin)/audience-activity/orders/actions";
import { callAction } from "@/components/ui/call-action";
import { Form } from "@/components/ui/form";
import { FormProblem } from "@/components/ui/form-problem";
import { useSubmit } from "@/components/ui/use-submit";
import type { ActionError } from "@/lib/http/result";
import type { OrderRow } from "@/lib/orders/columns";

type Props = { order: OrderRow; opened: boolean; onClose: () => void };

/** Says by hand what the shop or the CRM says of an order. */
export function ExternalStatusDialog({ order, opened, onClose }: Props) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title="Change external status"
      transitionProps={{ duration: 100 }}
      closeButtonProps={{ "aria-label": "Close" }}
    >
      <StatusForm order={order} onClose={onClose} />
    </Modal>
  );
}

function StatusForm({ order, onClose }: Omit<Props, "opened">) {
  const router = useRouter();
  // As it was when this was opened, or as somebody else is known to have changed it since.
  const [was, setWas] = useState(order.externalStatus);
  const [overtakenBy, setOvertakenBy] = useState<string | null>(null);
  const { submit, problem, pending } = useSubmit(
    (form) =>
      callAction(changeExternalStatus, { id: order.id, externalStatus: String(form.get("externalStatus")), was }),
    ({ isSaved, externalStatus }) => {
      setOvertakenBy(isSaved ? null : (externalStatus ?? ""));
      if (!isSaved) return setWas(externalStatus);
      notifications.show({ message: `The external status of ${order.orderId} is ${externalStatus} now.` });
      onClose();
      router.refresh();
    },
  );
  return (
    <Form onSubmit={submit} noValidate>
      <Stack gap="md">
        <FormProblem problem={problem ?? (overtakenBy === null ? null : overtaken(overtakenBy))} />
        <TextInput
          name="externalStatus"
          label="External status"
          description="As the shop or the CRM calls it. The change is kept in the history; status and credit stay."
          defaultValue={order.externalStatus ?? ""}
          error={problem?.fields?.externalStatus}
          data-autofocus
          autoComplete="off"
          maxLength={200}
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose} disabled={pending}>
            Cancel
          </Button>
          <Button type="submit" loading={pending}>
            Change
          </Button>
        </Group>
      </Stack>
    </Form>
  );
}

function overtaken(by: string): ActionError {
  const now = by ? `It is “${by}” by now` : "It is empty by now";
  const message = `${now}: somebody else has changed it, so nothing was saved. Change it all the same, or cancel.`;
  return { code: "changed_meanwhile", message };
}
