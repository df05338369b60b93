"use client";

import { Checkbox, Group, Radio, SimpleGrid, Stack, TextInput } from "@mantine/core";
import { CurrencySelect } from "@/components/ui/currency-select";
import { type AmountKind, RECIPIENTS, type RewardRule, type RewardTrigger } from "@/lib/rewards/schema";
import { RECIPIENT_LABELS } from "@/lib/rewards/wording";
import type { RuleFields, RuleFormState } from "./use-rule-form";

type Props = { state: RuleFormState };

/** The fields of a reward trigger; those of orders only where an order earns it. */
export function RuleFormFields({ state }: Props) {
  const { fields, change } = state;
  return (
    <>
      <Text
        state={state}
        field="name"
        label="Name"
        description="For your team, and in the list of rewards."
        autoFocus
      />
      <Radio.Group
        label="Earned when"
        value={fields.trigger}
        onChange={(trigger) => change({ trigger: trigger as RewardTrigger })}
      >
        <Stack gap={8} mt={6}>
          <Radio
            value="attribution_created"
            label="An attribution is created"
            description="The customer's first one in this campaign; not an attempt, not a reassignment."
          />
          <Radio
            value="order_created"
            label="An order is created"
            description="One that credits an attribution in this campaign."
          />
        </Stack>
      </Radio.Group>
      <Rewarded state={state} />
      <Amount state={state} />
      {fields.trigger === "order_created" && <OfOrders state={state} />}
      <Radio.Group
        label="Starts as"
        value={fields.startsAs}
        onChange={(startsAs) => change({ startsAs: startsAs as RewardRule["startsAs"] })}
      >
        <Stack gap={8} mt={6}>
          <Radio value="pending" label="Pending" description="An admin approves or denies each reward." />
          <Radio value="approved" label="Approved" description="Each reward can be paid at once." />
        </Stack>
      </Radio.Group>
    </>
  );
}

type TextField = "name" | "amount" | "percent" | "cap" | "minRevenue" | "externalStatus";
type TextProps = {
  state: RuleFormState;
  field: TextField;
  label: string;
  description?: string;
  placeholder?: string;
  inputMode?: "decimal";
  autoFocus?: boolean;
};

function Text({ state: { fields, change, errors }, field, ...input }: TextProps) {
  return (
    <TextInput
      {...input}
      value={fields[field]}
      onChange={(event) => change({ [field]: event.currentTarget.value })}
      error={errors[field]}
      autoComplete="off"
    />
  );
}

function Rewarded({ state: { fields, change, errors } }: Props) {
  const problem = errors.forAdvocate;
  const refused = {
    ...{ error: Boolean(problem), "aria-invalid": Boolean(problem) },
    "aria-describedby": problem ? "rewarded-error" : undefined,
  };
  const chosen = RECIPIENTS.filter((one) => (one === "advocate" ? fields.forAdvocate : fields.forCustomer));
  return (
    <Checkbox.Group
      id="rewarded"
      label="Rewarded"
      value={chosen}
      onChange={(all) => change({ forAdvocate: all.includes("advocate"), forCustomer: all.includes("customer") })}
      error={problem}
    >
      <Group gap="lg" mt={6} mb={problem ? 6 : 0}>
        {RECIPIENTS.map((one) => (
          <Checkbox key={one} value={one} label={RECIPIENT_LABELS[one]} {...refused} />
        ))}
      </Group>
    </Checkbox.Group>
  );
}

function Amount({ state }: Props) {
  const { fields, change, errors } = state;
  const currency = (
    <CurrencySelect value={fields.currency} onChange={(code) => change({ currency: code })} error={errors.currency} />
  );
  const problem = errors.amountKind;
  return (
    <Stack gap="sm">
      <Radio.Group
        id="amount-kind"
        label="How much"
        value={fields.amountKind}
        onChange={(amountKind) => change({ amountKind: amountKind as AmountKind })}
        error={problem}
      >
        <Group gap="lg" mt={6} mb={problem ? 6 : 0}>
          <Radio value="fixed" label="Fixed amount" />
          <Radio
            value="percent"
            label="Percent of revenue"
            aria-invalid={Boolean(problem)}
            aria-describedby={problem ? "amount-kind-error" : undefined}
          />
        </Group>
      </Radio.Group>
      {fields.amountKind === "fixed" ? (
        <SimpleGrid cols={2} spacing="sm">
          <Text state={state} field="amount" label="Amount" placeholder="0.00" inputMode="decimal" />
          {currency}
        </SimpleGrid>
      ) : (
        <SimpleGrid cols={{ base: 2, xs: 3 }} spacing="sm">
          <Text state={state} field="percent" label="Percent" inputMode="decimal" />
          <Text state={state} field="cap" label="At most" placeholder="No limit" inputMode="decimal" />
          {currency}
        </SimpleGrid>
      )}
    </Stack>
  );
}

function OfOrders({ state }: Props) {
  const { fields, change } = state;
  return (
    <>
      <Text
        state={state}
        field="minRevenue"
        label="Minimum revenue"
        description={`Optional. With one, orders worth less or in another currency than ${fields.currency || "this"} earn nothing.`}
        placeholder="None"
        inputMode="decimal"
      />
      <Text
        state={state}
        field="externalStatus"
        label="External status"
        description="Optional. Earned once the shop or the CRM says this of the order, such as “paid”; otherwise as soon as there is the order."
        placeholder="Any"
      />
      <Checkbox
        label="First order of the customer only"
        description="In this campaign. If that order is refunded or cancelled, the next one counts."
        checked={fields.firstOrderOnly}
        onChange={(event) => change({ firstOrderOnly: event.currentTarget.checked } satisfies Partial<RuleFields>)}
      />
    </>
  );
}
