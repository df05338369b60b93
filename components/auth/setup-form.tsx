"use client";

import { Alert, Button, Stack, TextInput } from "@mantine/core";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { createAdmin } from "@/app/(auth)/setup/actions";
import { callAction } from "@/components/ui/call-action";
import type { ActionError } from "@/lib/http/result";
import { NewPasswordInput } from "./new-password-input";
import { signInWith } from "./sign-in-with";

/** The first admin, who is signed in at once and then offered sample data. */
export function SetupForm({ token }: { token: string }) {
  const router = useRouter();
  const [problem, setProblem] = useState<ActionError | null>(null);
  const [pending, setPending] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? "");
    const [email, password] = [text("email"), text("password")];
    setPending(true);
    const result = await callAction(createAdmin, { token, name: text("name"), email, password });
    if (result.ok) {
      const refusal = await signInWith(email, password);
      return router.replace(refusal === null ? "/welcome" : "/sign-in");
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
        <TextInput
          label="Name"
          name="name"
          autoComplete="name"
          required
          withAsterisk={false}
          error={problem?.fields?.name}
        />
        <TextInput
          label="Email"
          name="email"
          type="email"
          autoComplete="username"
          required
          withAsterisk={false}
          error={problem?.fields?.email}
        />
        <NewPasswordInput name="password" error={problem?.fields?.password} />
        <Button type="submit" loading={pending} fullWidth>
          Create admin
        </Button>
      </Stack>
    </form>
  );
}
