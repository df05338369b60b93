"use client";

import { Button, Group, Stack, TextInput } from "@mantine/core";
import { Form } from "@/components/ui/form";
import { FormProblem } from "@/components/ui/form-problem";
import { useSubmit } from "@/components/ui/use-submit";
import type { ActionResult } from "@/lib/http/result";
import { NAME_MAX_LENGTH } from "@/lib/segments/schema";

type Props<T> = {
  name?: string;
  submitLabel: string;
  send: (name: string) => Promise<ActionResult<T>>;
  onDone: (data: T) => unknown;
  onCancel: () => void;
  /** Whether another page follows. */
  leaves?: boolean;
};

/** The one field of a segment. */
export function SegmentNameForm<T>({ name, submitLabel, send, onDone, onCancel, leaves = false }: Props<T>) {
  const { submit, problem, pending } = useSubmit((form) => send(String(form.get("name"))), onDone, { leaves });
  return (
    <Form onSubmit={submit} noValidate>
      <Stack gap="md">
        <FormProblem problem={problem} />
        <TextInput
          label="Name"
          name="name"
          description="For your team: contacts never see it."
          defaultValue={name}
          maxLength={NAME_MAX_LENGTH}
          required
          withAsterisk={false}
          autoComplete="off"
          error={problem?.fields?.name}
          data-autofocus
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
          <Button type="submit" loading={pending}>
            {submitLabel}
          </Button>
        </Group>
      </Stack>
    </Form>
  );
}
