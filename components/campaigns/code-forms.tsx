"use client";

import { Button, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import type { ReactNode } from "react";
import { createCoupons, setShortcode } from "@/app/(admin)/campaigns/code-actions";
import { formatCount } from "@/components/data-table/bounded-count";
import { callAction } from "@/components/ui/call-action";
import { Form } from "@/components/ui/form";
import { FormProblem } from "@/components/ui/form-problem";
import { useSubmit } from "@/components/ui/use-submit";
import type { ActionError } from "@/lib/http/result";
import classes from "./codes-dialog.module.css";

type Owner = { campaignId: string; advocateId: string };

/** Sets a shortcode of the admin's choice. */
export function ShortcodeForm({ owner, hasOne, onDone }: { owner: Owner; hasOne: boolean; onDone: () => void }) {
  const { submit, problem, pending } = useSubmit(
    (form) => callAction(setShortcode, { ...owner, code: String(form.get("code")) }),
    (_data, form) => {
      notifications.show({ message: `${String(new FormData(form).get("code")).trim()} is the shortcode now.` });
      form.reset();
      onDone();
    },
  );
  return (
    <Form onSubmit={submit} className={classes.form}>
      <FormProblem problem={problem} />
      <TextInput
        label="Custom shortcode"
        description={
          hasOne
            ? "Letters, digits, - and _. Takes the place of the present one, which is retired: its links and QR codes stop working."
            : "Letters, digits, - and _; at most 32."
        }
        name="code"
        maxLength={32}
        required
        withAsterisk={false}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        error={problem?.fields?.code}
      />
      <div>
        <Button type="submit" size="xs" variant="default" loading={pending}>
          Set shortcode
        </Button>
      </div>
    </Form>
  );
}

type CouponProps = {
  /** Null while the advocate is not chosen. */
  owner: Owner | null;
  /** The field in which the advocate is chosen, where it is not known; given why it was refused. */
  advocateField?: (error: string | undefined) => ReactNode;
  onDone: (count: number) => void;
};

const NO_ADVOCATE: ActionError = {
  code: "invalid",
  message: "Choose the advocate who gets the codes.",
  fields: { advocate: "Choose the advocate who gets the codes." },
};

/** Makes one coupon code, or many from a pattern. */
export function CouponForm({ owner, advocateField, onDone }: CouponProps) {
  const { submit, problem, pending } = useSubmit(
    async (form) => {
      if (!owner) return { ok: false as const, error: NO_ADVOCATE };
      const input = { ...owner, pattern: String(form.get("pattern")), count: Number(form.get("count")) };
      return callAction(createCoupons, input);
    },
    (_data, form) => {
      const count = Number(new FormData(form).get("count"));
      const words = count === 1 ? "1 coupon code is" : `${formatCount({ count, capped: false })} coupon codes are`;
      notifications.show({ message: `${words} created.` });
      form.reset();
      onDone(count);
    },
  );
  return (
    <Form onSubmit={submit} className={classes.form} noValidate={advocateField !== undefined}>
      <FormProblem problem={problem} />
      {advocateField?.(problem?.fields?.advocate)}
      <div className={classes.row}>
        <TextInput
          label="Coupon code or pattern"
          description="Each # becomes a random letter or digit."
          placeholder="ADA-####"
          name="pattern"
          maxLength={64}
          required
          withAsterisk={false}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          error={problem?.fields?.pattern}
        />
        <TextInput
          label="How many"
          description="Up to 100,000."
          name="count"
          type="number"
          min={1}
          max={100000}
          step={1}
          defaultValue="1"
          required
          withAsterisk={false}
          w={130}
          error={problem?.fields?.count}
        />
      </div>
      <div>
        <Button type="submit" size="xs" variant="default" loading={pending}>
          Create coupon codes
        </Button>
      </div>
    </Form>
  );
}
