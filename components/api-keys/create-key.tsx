"use client";

import { Button, Checkbox, Modal, Select, Stack, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { createKey } from "@/app/(admin)/settings/api-keys/actions";
import { callAction } from "@/components/ui/call-action";
import { Form } from "@/components/ui/form";
import { FormProblem } from "@/components/ui/form-problem";
import { ShownOnce } from "@/components/ui/shown-once";
import { useSubmit } from "@/components/ui/use-submit";
import {
  DEFAULT_REQUESTS_PER_SECOND,
  INTEGRATIONS,
  type Integration,
  MOST_REQUESTS_PER_SECOND,
  SCOPES,
  type Scope,
} from "@/lib/api-keys/schema";
import { INTEGRATION_LABELS, SCOPE_LABELS } from "@/lib/api-keys/wording";
import type { CampaignOption } from "@/lib/campaigns/queries";

type Props = { campaigns: CampaignOption[] };
type Made = { name: string; secret: string };

const TITLE = "Create API key";

/** The button "Create API key": what it is for and what it may do, then the key itself, this once. */
export function CreateKey({ campaigns }: Props) {
  const [opened, { open, close }] = useDisclosure();
  const [made, setMade] = useState<Made | null>(null);

  function finish() {
    close();
    setMade(null);
  }

  return (
    <>
      <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={open}>
        {TITLE}
      </Button>
      <Modal opened={opened} onClose={finish} title={made ? "API key created" : TITLE}>
        {made ? (
          <ShownOnce label="API key" value={made.secret} copy="Copy key" onClose={finish}>
            Give this key to {made.name} as <code>Authorization: Bearer …</code>. It is shown only now; whoever has it
            may do what it may do.
          </ShownOnce>
        ) : (
          <KeyForm campaigns={campaigns} onMade={setMade} />
        )}
      </Modal>
    </>
  );
}

const integrations = INTEGRATIONS.map((value) => ({ value, label: INTEGRATION_LABELS[value] }));

function KeyForm({ campaigns, onMade }: Props & { onMade: (made: Made) => void }) {
  const [integration, setIntegration] = useState<Integration>("own_code");
  const [scopes, setScopes] = useState<Scope[]>(["attributions:write"]);
  const [campaignId, setCampaignId] = useState<string | null>(null);
  const { submit, problem, pending } = useSubmit(async (form) => {
    const name = String(form.get("name"));
    const day = String(form.get("expires") ?? "");
    const expiresAt = day ? new Date(`${day}T23:59:59`).toISOString() : null;
    const requestsPerSecond = Number(form.get("requestsPerSecond"));
    const key = { name, integration, scopes, campaignId, requestsPerSecond, expiresAt };
    const result = await callAction(createKey, key);
    return result.ok ? { ok: true, data: { name, secret: result.data.secret } } : result;
  }, onMade);

  return (
    <Form onSubmit={submit} noValidate>
      <Stack gap="md">
        <FormProblem problem={problem} />
        <TextInput label="Name" name="name" maxLength={100} error={problem?.fields?.name} data-autofocus />
        <Select
          label="Integration"
          description="Shown beside everything that the key records."
          data={integrations}
          value={integration}
          onChange={(value) => value && setIntegration(value)}
          allowDeselect={false}
        />
        <Checkbox.Group
          label="What it may do"
          value={scopes}
          onChange={(values) => setScopes(values as Scope[])}
          error={problem?.fields?.scopes}
        >
          <Stack gap="xs" mt={6}>
            {SCOPES.map((scope) => (
              <Checkbox key={scope} value={scope} {...SCOPE_LABELS[scope]} />
            ))}
          </Stack>
        </Checkbox.Group>
        <Select
          label="Campaign"
          description="A key for one campaign sees and writes to no other."
          placeholder="All campaigns"
          data={campaigns.map(({ id, name }) => ({ value: id, label: name }))}
          value={campaignId}
          onChange={setCampaignId}
          error={problem?.fields?.campaignId}
          searchable
          clearable
        />
        <TextInput
          label="Requests per second"
          description={`Between 1 and ${MOST_REQUESTS_PER_SECOND.toLocaleString("en")}. More are answered 429, with when to come back.`}
          name="requestsPerSecond"
          inputMode="numeric"
          defaultValue={DEFAULT_REQUESTS_PER_SECOND}
          error={problem?.fields?.requestsPerSecond}
        />
        <TextInput
          label="Expires"
          description="The last day on which it works. Empty: never."
          name="expires"
          type="date"
          error={problem?.fields?.expiresAt}
        />
        <Button type="submit" loading={pending}>
          {TITLE}
        </Button>
      </Stack>
    </Form>
  );
}
