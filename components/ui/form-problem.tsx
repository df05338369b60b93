import { Alert } from "@mantine/core";
import type { ActionError } from "@/lib/http/result";

/** Why something was refused, where no field of the form says it. */
export function FormProblem({ problem }: { problem: Pick<ActionError, "message" | "fields"> | null }) {
  if (!problem || problem.fields) return null;
  return (
    <Alert color="red" variant="light" role="alert">
      {problem.message}
    </Alert>
  );
}
