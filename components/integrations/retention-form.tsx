"use client";

import { Button, Stack, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { type FormEvent, useState } from "react";
import { changeRetention, previewRetention } from "@/app/(admin)/settings/integration-log/retention/actions";
import { callAction } from "@/components/ui/call-action";
import { Form } from "@/components/ui/form";
import { FormProblem } from "@/components/ui/form-problem";
import type { ActionError } from "@/lib/http/result";
import type { Retention } from "@/lib/integrations/retention";
import { MAX_LOG_DAYS, MIN_LOG_DAYS, type Settings } from "@/lib/settings/schema";
import { RetentionDialog } from "./retention-dialog";

/**
 * Sets for how long requests are kept. Where that deletes any, it says how many first. Set by somebody else meanwhile, it
 * keeps what was typed and says so; the next save is of what is set by then.
 */
export function RetentionForm({ settings: { version, logKeptDays } }: { settings: Settings }) {
  const [changed, setChanged] = useState<string | null>(null);
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<ActionError | null>(null);
  const [older, setOlder] = useState<Retention | null>(null);
  const typed = changed ?? String(logKeptDays);
  const days = typed.trim() === "" ? Number.NaN : Number(typed);

  async function submit(event: FormEvent) {
    event.preventDefault();
    setPending(true);
    const result = await callAction(previewRetention, { logKeptDays: days });
    setProblem(result.ok ? null : result.error);
    // What is kept as long or longer than until now deletes nothing that would have stayed.
    if (result.ok && days < logKeptDays && result.data.requests.count > 0) setOlder(result.data);
    else if (result.ok) await save();
    setPending(false);
  }

  async function save() {
    setPending(true);
    const result = await callAction(changeRetention, { version, logKeptDays: days });
    setPending(false);
    setOlder(null);
    setProblem(result.ok ? null : result.error);
    if (result.ok) notifications.show({ message: `Requests are kept for ${days} days.` });
  }

  return (
    <Form onSubmit={submit} noValidate>
      <FormProblem problem={problem} />
      <Stack align="flex-start" gap="sm" mt={problem && !problem.fields ? "sm" : 0}>
        <TextInput
          label="Keep requests for (days)"
          description={`Between ${MIN_LOG_DAYS} and ${MAX_LOG_DAYS}.`}
          inputMode="numeric"
          value={typed}
          onChange={(event) => setChanged(event.currentTarget.value)}
          error={problem?.fields?.logKeptDays}
          w="100%"
          maw={320}
        />
        <Button type="submit" loading={pending && older === null} disabled={typed.trim() === String(logKeptDays)}>
          Save
        </Button>
      </Stack>
      <RetentionDialog {...{ older, days, pending }} onCancel={() => setOlder(null)} onConfirm={save} />
    </Form>
  );
}
