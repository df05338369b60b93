import { Alert } from "@mantine/core";
import type { ImportView } from "@/lib/imports/schema";
import { hasRun } from "./states";

/** Why an import failed, and what can be done now. */
export function FailureNotice({ view }: { view: ImportView }) {
  return (
    <Alert
      color="red"
      variant="light"
      role="alert"
      title={hasRun(view) ? "The import failed" : "The file could not be checked"}
    >
      {view.failure}{" "}
      {hasRun(view)
        ? "What was done before stays. Go on with the other rows, or undo it."
        : "Nothing was written. Correct how the file is read below, or upload a corrected file."}
    </Alert>
  );
}
