"use client";

import { Button } from "@mantine/core";
import { CenteredPage } from "@/components/ui/centered-page";

export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <CenteredPage
      title="This page could not be made"
      intro={`The server met an error${error.digest ? ` (${error.digest} in its log)` : ""}. Nothing was changed.`}
    >
      <Button onClick={reset} fullWidth>
        Try again
      </Button>
    </CenteredPage>
  );
}
