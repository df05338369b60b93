"use client";

import { type FormEvent, useEffect, useRef, useState } from "react";
import { createOrder } from "@/app/(admin)/audience-activity/orders/actions";
import { callAction } from "@/components/ui/call-action";
import type { OrderRow } from "@/lib/orders/columns";
import type { CreditStory } from "@/lib/orders/details";
import { type CreditedTo, creditInput, EMPTY_ORDER, type OrderFields } from "./order-draft";
import { useOrderPreview } from "./use-order-preview";

type Field = Exclude<keyof OrderFields, "creditedTo">;
export type OrderFieldErrors = Partial<Record<Field, string>>;

/** What came of a saved order; without a story it had been recorded before. */
export type SavedOrder = { order: OrderRow; story: CreditStory | null; isCustomerNew: boolean };

/** What a refusal calls a field, where that is not its name in the form. */
const FIELD_OF: Record<string, Field> = {
  customer: "customerEmail",
  campaign: "campaignUid",
  advocateEmail: "advocate",
};

function byField(errors: Record<string, string | undefined>): OrderFieldErrors {
  return Object.fromEntries(Object.entries(errors).map(([name, message]) => [FIELD_OF[name] ?? name, message]));
}

/** Which refusals are not true any more once a field is changed: a credit hangs on four of them. */
function cleared(errors: OrderFieldErrors, changed: Partial<OrderFields>): OrderFieldErrors {
  const kept = { ...errors };
  for (const key of Object.keys(changed) as Field[]) delete kept[key];
  const isCredit = ["customerEmail", "campaignUid", "creditedTo", "advocate", "code"].some((key) => key in changed);
  if (isCredit) for (const key of ["campaignUid", "advocate", "code"] as const) delete kept[key];
  if ("currency" in changed) delete kept.amount;
  return kept;
}

const MISSING: Partial<Record<CreditedTo, OrderFieldErrors>> = {
  advocate: { advocate: "Choose the advocate, or leave the credit to whoever stands." },
  code: { code: "Enter the code, or leave the credit to whoever stands." },
};

/** The fields of "Create Order", what each has wrong, what saving will do, and what it has done. */
export function useOrderForm(initial: OrderFields) {
  const [fields, setFields] = useState(initial);
  const [refused, setRefused] = useState<OrderFieldErrors>({});
  const [problem, setProblem] = useState<string | null>(null);
  const [saved, setSaved] = useState<SavedOrder | null>(null);
  const [pending, setPending] = useState(false);
  const saving = useRef(false);
  const form = useRef<HTMLFormElement>(null);
  const preview = useOrderPreview(fields);
  const result = preview.isCurrent ? preview.data?.result : undefined;
  const foreseen = result?.outcome === "rejected" ? byField(result.errors) : {};

  useEffect(() => {
    if (Object.keys(refused).length === 0) return;
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"]:not(:disabled)')?.focus();
  }, [refused]);

  function change(changed: Partial<OrderFields>) {
    setFields((present) => ({ ...present, ...changed }));
    setRefused((present) => cleared(present, changed));
  }

  async function submit(event: FormEvent) {
    event.preventDefault();
    // A second click can come before the button is seen to be closed; it must not save a second time.
    if (saving.current) return;
    const isMissing =
      fields.creditedTo !== "standing" && !creditInput(fields).advocateEmail && !creditInput(fields).code;
    if (isMissing) return setRefused(MISSING[fields.creditedTo]!);
    saving.current = true;
    setPending(true);
    setProblem(null);
    const { customerEmail, firstName, lastName, orderId, amount, currency, externalStatus } = fields;
    const own = { customerEmail, firstName, lastName, orderId, amount, currency, externalStatus };
    const answer = await callAction(createOrder, { ...own, ...creditInput(fields) });
    saving.current = false;
    setPending(false);
    if (answer.ok) return setSaved(answer.data);
    setRefused(byField(answer.error.fields ?? {}));
    setProblem(answer.error.fields ? null : answer.error.message);
  }

  /** Starts again; campaign and currency are mostly the same for the next one. */
  function again() {
    setFields({ ...EMPTY_ORDER, campaignUid: fields.campaignUid, currency: fields.currency });
    setRefused({});
    setSaved(null);
  }

  const errors: OrderFieldErrors = { ...foreseen, ...refused };
  return { fields, change, errors, preview, submit, pending, problem, saved, again, form };
}

export type OrderFormState = ReturnType<typeof useOrderForm>;
