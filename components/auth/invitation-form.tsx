"use client";

import { Alert, Button, Stack } from "@mantine/core";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { choosePassword } from "@/app/(auth)/invitation/actions";
import { callAction } from "@/components/ui/call-action";
import type { ActionError } from "@/lib/http/result";
import { NewPasswordInput } from "./new-password-input";
import { signInWith } from "./sign-in-with";

/** Somebody who was invited, or lost their password, chooses one and is signed in. */
export function InvitationForm({ token, email }: { token: string; email: string }) {
  const router = useRouter();
  const [problem, setProblem] = useState<ActionError | null>(null);
  const [pending, setPending] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const password = String(new FormData(event.currentTarget).get("password") ?? "");
    setPending(true);
    const result = await callAction(choosePassword, { token, password });
    if (result.ok) {
      const refusal = await signInWith(result.data.email, password);
      return router.replace(refusal === null ? "/" : "/sign-in");
    }
    setProblem(result.error);
    setPending(false);
  }

  return (
    <form method="post" onSubmit={submit}>
      <Stack gap="md">
        {problem && !problem.fields && (
          <Alert color="red" variant="light" role="alert">
            {problem.message}
          </Alert>
        )}
        {/* Password managers keep the password under this name. */}
        <input type="email" name="username" autoComplete="username" value={email} readOnly hidden />
        <NewPasswordInput name="password" error={problem?.fields?.password} />
        <Button type="submit" loading={pending} fullWidth>
          Choose password
        </Button>
      </Stack>
    </form>
  );
}
