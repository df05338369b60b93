"use client";

import { Button, Stack } from "@mantine/core";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { loadSampleData } from "@/app/(auth)/setup/actions";
import { callAction } from "@/components/ui/call-action";
import { FormProblem } from "@/components/ui/form-problem";
import type { ActionError } from "@/lib/http/result";

/** The choice after the first admin was created: sample data, or an empty database. */
export function Welcome() {
  const router = useRouter();
  const [problem, setProblem] = useState<ActionError | null>(null);
  const [pending, setPending] = useState(false);

  async function load() {
    setPending(true);
    const result = await callAction(loadSampleData, {});
    if (result.ok) return router.replace("/audience-activity/referral-attribution");
    setProblem(result.error);
    setPending(false);
  }

  return (
    <Stack gap="sm">
      <FormProblem problem={problem} />
      <Button onClick={load} loading={pending} fullWidth>
        Load sample data
      </Button>
      <Button component={Link} href="/audience-activity/referral-attribution" variant="default" fullWidth>
        Start empty
      </Button>
    </Stack>
  );
}
