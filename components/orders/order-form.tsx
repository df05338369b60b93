"use client";

import { Alert, Button } from "@mantine/core";
import classes from "@/components/attributions/create-form.module.css";
import { Form } from "@/components/ui/form";
import type { CampaignOption } from "@/lib/campaigns/queries";
import { OrderCheck } from "./order-check";
import { EMPTY_ORDER } from "./order-draft";
import { OrderFormFields } from "./order-fields";
import { SavedPanel } from "./saved-panel";
import { useOrderForm } from "./use-order-form";

type Props = { campaigns: CampaignOption[]; customerEmail: string };

/** "Create Order": says as one fills it in what saving will do, and then what it has done. */
export function OrderForm({ campaigns, customerEmail }: Props) {
  const state = useOrderForm({ ...EMPTY_ORDER, customerEmail });
  const { saved, again, form, submit, problem, pending } = state;
  if (saved) return <SavedPanel saved={saved} onAgain={again} />;
  return (
    <Form ref={form} onSubmit={submit} className={classes.form} noValidate>
      <div className={classes.fields}>
        <OrderFormFields state={state} campaigns={campaigns} />
      </div>
      <div className={classes.check}>
        <OrderCheck state={state} campaigns={campaigns} />
      </div>
      <div className={classes.actions}>
        {problem && (
          <Alert color="red" variant="light" role="alert" mb="sm">
            {problem}
          </Alert>
        )}
        <Button type="submit" loading={pending}>
          Create order
        </Button>
      </div>
    </Form>
  );
}
