"use client";

import { Button, Group, Modal, Stack } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { endOrder } from "@/app/(admin)/audience-activity/orders/actions";
import changeClasses from "@/components/attributions/change-dialog.module.css";
import { personName } from "@/components/contacts/person-name";
import { callAction } from "@/components/ui/call-action";
import { FormProblem } from "@/components/ui/form-problem";
import { Money } from "@/components/ui/money";
import type { ActionError } from "@/lib/http/result";
import type { OrderDetails } from "@/lib/orders/details";
import type { RewardStatus } from "@/lib/rewards/schema";

type End = "refunded" | "cancelled";

const WORDS = {
  refunded: { title: "Refund order", button: "Refund order" },
  cancelled: { title: "Cancel order", button: "Cancel order" },
} as const;

type Props = { order: OrderDetails; to: End | null; onClose: () => void };

/** Marks an order as refunded or cancelled: says first what that does and what stays. */
export function EndOrderDialog({ order, to, onClose }: Props) {
  // While the dialog fades away it still shows what it showed.
  const [kept, setKept] = useState<End>("refunded");
  if (to !== null && to !== kept) setKept(to);
  const [isBusy, setBusy] = useState(false);
  return (
    <Modal
      opened={to !== null}
      onClose={() => isBusy || onClose()}
      title={`${WORDS[kept].title} ${order.orderId}`}
      size="lg"
      transitionProps={{ duration: 100 }}
      closeButtonProps={{ "aria-label": "Close" }}
    >
      <Confirmation order={order} to={kept} onClose={onClose} onBusy={setBusy} />
    </Modal>
  );
}

type ConfirmationProps = { order: OrderDetails; to: End; onClose: () => void; onBusy: (isBusy: boolean) => void };

function Confirmation({ order, to, onClose, onBusy }: ConfirmationProps) {
  const router = useRouter();
  const [problem, setProblem] = useState<ActionError | null>(null);
  const [pending, setPending] = useState(false);

  async function apply() {
    // A second click finds the button closed; and the order changes once only, however often it is asked for.
    if (pending) return;
    setPending(true);
    onBusy(true);
    const result = await callAction(endOrder, { id: order.id, to });
    setPending(false);
    onBusy(false);
    if (!result.ok) {
      setProblem(result.error);
      return router.refresh();
    }
    notifications.show({ message: `Order ${order.orderId} is ${to} now.` });
    onClose();
    router.refresh();
  }

  return (
    <Stack gap="md">
      <FormProblem problem={problem && { message: problem.message }} />
      <Consequences order={order} to={to} />
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose} disabled={pending}>
          Keep order
        </Button>
        <Button color="red" onClick={apply} loading={pending} disabled={problem?.code === "ended"}>
          {WORDS[to].button}
        </Button>
      </Group>
    </Stack>
  );
}

function Consequences({ order, to }: { order: OrderDetails; to: End }) {
  const { attribution } = order;
  return (
    <dl className={changeClasses.consequences}>
      <dt>What changes</dt>
      <dd>
        1 order of <strong>{personName(order.customer)}</strong> worth{" "}
        <strong>
          <Money minor={order.revenueMinor} currency={order.currency} />
        </strong>{" "}
        is marked as {to}, once and for all: it cannot be placed again.
        {rewardsWords(order)}
      </dd>
      <dt>What stays</dt>
      <dd>
        {attribution ? (
          <>
            The order stays credited to <strong>{personName(attribution.advocate)}</strong>, and the attribution stays
            as it is.
          </>
        ) : (
          "The order is credited to nobody, and no attribution changes."
        )}
      </dd>
    </dl>
  );
}

/** What becomes of the order's rewards: those that wait are denied, those that are approved are flagged. */
function rewardsWords({ rewards }: OrderDetails): string {
  const count = (status: RewardStatus) => rewards.filter((reward) => reward.status === status).length;
  const say = (n: number, was: string, becomes: string) => {
    if (n === 0) return "";
    return n === 1 ? ` Its ${was} reward is ${becomes}.` : ` Its ${n} ${was} rewards are ${becomes}.`;
  };
  const kept = count("fulfilled");
  return [
    say(count("pending"), "pending", "denied"),
    say(count("approved"), "approved", "flagged, to be decided again"),
    say(kept, "fulfilled", "not touched: what was paid stays so"),
  ].join("");
}
