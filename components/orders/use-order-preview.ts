"use client";

import { useDebouncedValue } from "@mantine/hooks";
import { useEffect, useState } from "react";
import { previewOrder } from "@/app/(admin)/audience-activity/orders/actions";
import { callAction } from "@/components/ui/call-action";
import type { OrderPreview } from "@/lib/orders/preview";
import { creditInput, type OrderFields } from "./order-draft";

/** A pause in typing this long asks the server. */
const PAUSE_MS = 250;
/** A preview changes nothing, so a lost one leaves nothing in doubt. */
const UNREACHABLE = "Attaché could not be reached. Check your connection, then try again.";

type Answer = { asked: string; data: OrderPreview | null; error: string | null };

/** What recording the order as it is filled in would do, asked anew after each pause; nothing before there is an e-mail. */
export function useOrderPreview(fields: OrderFields) {
  const { customerEmail, orderId, amount, currency } = fields;
  const input = { customerEmail: customerEmail.trim(), orderId, amount, currency, ...creditInput(fields) };
  const wanted = /.@./.test(input.customerEmail) ? JSON.stringify(input) : null;
  const [asked] = useDebouncedValue(wanted, PAUSE_MS);
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [tries, setTries] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `tries` asks again.
  useEffect(() => {
    if (asked === null) return;
    let isOvertaken = false;
    callAction(previewOrder, JSON.parse(asked)).then((result) => {
      if (isOvertaken) return;
      if (result.ok) return setAnswer({ asked, data: result.data, error: null });
      const error = result.error.code === "unreachable" ? UNREACHABLE : result.error.message;
      setAnswer({ asked, data: null, error });
    });
    return () => {
      isOvertaken = true;
    };
  }, [asked, tries]);

  const isCurrent = wanted !== null && answer?.asked === wanted;
  return {
    data: wanted === null ? null : (answer?.data ?? null),
    error: isCurrent ? (answer?.error ?? null) : null,
    /** Whether the answer is about what the fields say now. */
    isCurrent,
    isChecking: wanted !== null && !isCurrent,
    retry: () => setTries((count) => count + 1),
  };
}
