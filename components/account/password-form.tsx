"use client";

import { Button, PasswordInput, Stack } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { changePassword } from "@/app/(admin)/settings/account/actions";
import { NewPasswordInput } from "@/components/auth/new-password-input";
import { callAction } from "@/components/ui/call-action";
import { Form } from "@/components/ui/form";
import { FormProblem } from "@/components/ui/form-problem";
import { useSubmit } from "@/components/ui/use-submit";
import { Section } from "./section";

/** Changes one's own password, which needs the current one. */
export function PasswordForm({ email }: { email: string }) {
  const { submit, problem, pending } = useSubmit(
    (form) =>
      callAction(changePassword, {
        currentPassword: String(form.get("currentPassword")),
        newPassword: String(form.get("newPassword")),
      }),
    (_, form) => {
      form.reset();
      notifications.show({ message: "Password changed. Your other sessions were signed out." });
    },
  );

  return (
    <Section title="Password" hint="Changing it signs you out everywhere else.">
      <Form method="post" onSubmit={submit}>
        <Stack gap="md">
          <FormProblem problem={problem} />
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
      </Form>
    </Section>
  );
}
