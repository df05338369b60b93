"use client";

import { Button, Stack, TextInput } from "@mantine/core";
import { useRouter } from "next/navigation";
import { createAdmin } from "@/app/(auth)/setup/actions";
import { callPublicAction } from "@/components/ui/call-action";
import { Form } from "@/components/ui/form";
import { FormProblem } from "@/components/ui/form-problem";
import { useSubmit } from "@/components/ui/use-submit";
import { NewPasswordInput } from "./new-password-input";
import { signInWith } from "./sign-in-with";

/** The first admin, who is signed in at once and then offered sample data. */
export function SetupForm({ token }: { token: string }) {
  const router = useRouter();
  const { submit, problem, pending } = useSubmit(
    async (form) => {
      const text = (name: string) => String(form.get(name) ?? "");
      const admin = { name: text("name"), email: text("email"), password: text("password") };
      const result = await callPublicAction(createAdmin, { token, ...admin });
      return result.ok ? { ok: true, data: admin } : result;
    },
    async ({ email, password }) => {
      const signedIn = await signInWith(email, password);
      router.replace(signedIn.ok ? "/welcome" : "/sign-in");
    },
    { leaves: true },
  );

  return (
    <Form method="post" onSubmit={submit}>
      <Stack gap="md">
        <FormProblem problem={problem} />
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
    </Form>
  );
}
