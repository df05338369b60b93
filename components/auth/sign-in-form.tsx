"use client";

import { Button, PasswordInput, Stack, TextInput } from "@mantine/core";
import { Form } from "@/components/ui/form";
import { FormProblem } from "@/components/ui/form-problem";
import { useSubmit } from "@/components/ui/use-submit";
import { signInWith } from "./sign-in-with";

/** E-mail and password. Every refusal reads alike, so that it does not tell who has an account. */
export function SignInForm({ next }: { next: string }) {
  const { submit, problem, pending } = useSubmit(
    (form) => signInWith(String(form.get("email")), String(form.get("password"))),
    () => {
      // A whole new page: nothing that was kept for an earlier user may show.
      window.location.assign(next);
    },
    { leaves: true },
  );

  return (
    <Form method="post" onSubmit={submit}>
      <Stack gap="md">
        <FormProblem problem={problem} />
        <TextInput
          label="Email"
          name="email"
          type="email"
          autoComplete="username"
          required
          withAsterisk={false}
          autoFocus
        />
        <PasswordInput label="Password" name="password" autoComplete="current-password" required withAsterisk={false} />
        <Button type="submit" loading={pending} fullWidth>
          Sign in
        </Button>
      </Stack>
    </Form>
  );
}
