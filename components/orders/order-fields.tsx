"use client";

import { Radio, Select, SimpleGrid, Stack, TextInput } from "@mantine/core";
import { ContactPicker } from "@/components/contacts/contact-picker";
import { CurrencySelect } from "@/components/ui/currency-select";
import type { CampaignOption } from "@/lib/campaigns/queries";
import type { CreditedTo } from "./order-draft";
import type { OrderFormState } from "./use-order-form";

type Props = { state: OrderFormState; campaigns: CampaignOption[] };

const DROPDOWN = { keepMounted: false, transitionProps: { duration: 0 } };
const AS_TYPED = { autoComplete: "off", autoCapitalize: "off", spellCheck: false } as const;

/** The fields of "Create Order". */
export function OrderFormFields({ state, campaigns }: Props) {
  const { fields, change, errors } = state;
  return (
    <>
      <Customer state={state} />
      <TextInput
        label="Order ID"
        description="As the shop knows it. Each order has its own."
        value={fields.orderId}
        onChange={(event) => change({ orderId: event.currentTarget.value })}
        error={errors.orderId}
        {...AS_TYPED}
      />
      <Revenue state={state} />
      <Select
        label="Campaign"
        placeholder={fields.creditedTo === "code" ? "Taken from the code" : "None"}
        description="An order in no campaign is kept, and credited to nobody."
        data={campaigns.map(({ uid, name, ended }) => ({ value: uid, label: ended ? `${name} (ended)` : name }))}
        value={fields.campaignUid}
        onChange={(campaignUid) => change({ campaignUid })}
        error={errors.campaignUid}
        searchable
        clearable
        clearButtonProps={{ "aria-label": "Clear", "aria-hidden": false, tabIndex: 0 }}
        nothingFoundMessage="No campaign has this name."
        comboboxProps={DROPDOWN}
      />
      <CreditedToFields state={state} campaigns={campaigns} />
      <TextInput
        label="External status"
        description="Optional. What the shop or the CRM says of the order."
        value={fields.externalStatus}
        onChange={(event) => change({ externalStatus: event.currentTarget.value })}
        error={errors.externalStatus}
        autoComplete="off"
      />
    </>
  );
}

function Customer({ state: { fields, change, errors, preview } }: { state: OrderFormState }) {
  // Known to be nobody yet: then the order makes a contact, which may have a name.
  const isNew = preview.data !== null && preview.data.customer === null && !errors.customerEmail;
  return (
    <>
      <TextInput
        label="Customer e-mail"
        type="email"
        value={fields.customerEmail}
        onChange={(event) => change({ customerEmail: event.currentTarget.value })}
        error={errors.customerEmail}
        data-autofocus
        {...AS_TYPED}
      />
      {isNew && (
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
          <TextInput
            label="First name"
            description="Optional"
            value={fields.firstName}
            onChange={(event) => change({ firstName: event.currentTarget.value })}
            error={errors.firstName}
            autoComplete="off"
          />
          <TextInput
            label="Last name"
            description="Optional"
            value={fields.lastName}
            onChange={(event) => change({ lastName: event.currentTarget.value })}
            error={errors.lastName}
            autoComplete="off"
          />
        </SimpleGrid>
      )}
    </>
  );
}

function Revenue({ state: { fields, change, errors } }: { state: OrderFormState }) {
  return (
    <SimpleGrid cols={2} spacing="sm">
      <TextInput
        label="Revenue"
        placeholder="0.00"
        inputMode="decimal"
        value={fields.amount}
        onChange={(event) => change({ amount: event.currentTarget.value })}
        error={errors.amount}
        autoComplete="off"
      />
      <CurrencySelect value={fields.currency} onChange={(currency) => change({ currency })} error={errors.currency} />
    </SimpleGrid>
  );
}

function CreditedToFields({ state: { fields, change, errors }, campaigns }: Props) {
  const campaign = campaigns.find(({ uid }) => uid === fields.campaignUid);
  return (
    <Stack gap="xs">
      <Radio.Group
        label="Credited to"
        description="Where somebody stands in the campaign, they are credited whatever is named here."
        value={fields.creditedTo}
        onChange={(creditedTo) => change({ creditedTo: creditedTo as CreditedTo })}
      >
        <Stack gap={8} mt={8}>
          <Radio value="standing" label="Whoever stands" />
          <Radio value="advocate" label="An advocate" />
          <Radio value="code" label="A shortcode or coupon code" />
        </Stack>
      </Radio.Group>
      {fields.creditedTo === "advocate" && (
        <ContactPicker
          label="Advocate"
          placeholder="Search by name or e-mail"
          value={fields.advocate}
          onChange={(advocate) => change({ advocate })}
          eligible={campaign && { campaignId: campaign.id, name: campaign.name }}
          error={errors.advocate}
        />
      )}
      {fields.creditedTo === "code" && (
        <TextInput
          label="Shortcode or coupon code"
          placeholder="As the customer gave it"
          value={fields.code}
          onChange={(event) => change({ code: event.currentTarget.value })}
          error={errors.code}
          maxLength={64}
          {...AS_TYPED}
        />
      )}
    </Stack>
  );
}
