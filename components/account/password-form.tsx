"use client";

import { Alert, Button, PasswordInput, Stack } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { type FormEvent, useState } from "react";
import { changePassword } from "@/app/(admin)/settings/account/actions";
import { NewPasswordInput } from "@/components/auth/new-password-input";
import { callAction } from "@/components/ui/call-action";
import type { ActionError } from "@/lib/http/result";
import { Section } from "./section";

/** Changes one's own password, which needs the current one. */
export function PasswordForm({ email }: { email: string }) {
  const [problem, setProblem] = useState<ActionError | null>(null);
  const [pending, setPending] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const element = event.currentTarget;
    const form = new FormData(element);
    setPending(true);
    const result = await callAction(changePassword, {
      currentPassword: String(form.get("currentPassword")),
      newPassword: String(form.get("newPassword")),
    });
    setPending(false);
    setProblem(result.ok ? null : result.error);
    if (!result.ok) return;
    element.reset();
    notifications.show({ message: "Password changed. Your other sessions were signed out." });
  }

  return (
    <Section title="Password" hint="Changing it signs you out everywhere else.">
      <form method="post" onSubmit={submit}>
        <Stack gap="md">
          {problem && !problem.fields && (
            <Alert color="red" variant="light" role="alert">
              {problem.message}
            </Alert>
          )}
          <input type="email" name="username" autoComplete="username" value={email} readOnly hidden />
          <PasswordInput
            label="Current password"
            name="currentPassword"
            autoComplete="current-password"
            required
            withAsterisk={false}
            error={problem?.fields?.currentPassword}
            aria-invalid={Boolean(problem?.fields?.currentPassword)}
          />
          <NewPasswordInput label="New password" name="newPassword" error={problem?.fields?.newPassword} />
          <Button type="submit" loading={pending} style={{ alignSelf: "flex-start" }}>
            Change password
          </Button>
        </Stack>
      </form>
    </Section>
  );
}
