"use client";

import { Button, Stack } from "@mantine/core";
import { useRouter } from "next/navigation";
import { choosePassword } from "@/app/(auth)/invitation/actions";
import { callPublicAction } from "@/components/ui/call-action";
import { Form } from "@/components/ui/form";
import { FormProblem } from "@/components/ui/form-problem";
import { useSubmit } from "@/components/ui/use-submit";
import { NewPasswordInput } from "./new-password-input";
import { signInWith } from "./sign-in-with";

/** Somebody who was invited, or lost their password, chooses one and is signed in. */
export function InvitationForm({ token, email }: { token: string; email: string }) {
  const router = useRouter();
  const { submit, problem, pending } = useSubmit(
    async (form) => {
      const password = String(form.get("password") ?? "");
      const result = await callPublicAction(choosePassword, { token, password });
      return result.ok ? { ok: true, data: { password, ...result.data } } : result;
    },
    async ({ email: chosenFor, password }) => {
      const signedIn = await signInWith(chosenFor, password);
      router.replace(signedIn.ok ? "/" : "/sign-in");
    },
    { leaves: true },
  );

  return (
    <Form method="post" onSubmit={submit}>
      <Stack gap="md">
        <FormProblem problem={problem} />
        {/* Password managers keep the password under this name. */}
        <input type="email" name="username" autoComplete="username" value={email} readOnly hidden />
        <NewPasswordInput name="password" error={problem?.fields?.password} />
        <Button type="submit" loading={pending} fullWidth>
          Choose password
        </Button>
      </Stack>
    </Form>
  );
}
