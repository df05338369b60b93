"use client";

import { Button } from "@mantine/core";
import { IconDatabaseOff } from "@tabler/icons-react";
import { useTransition } from "react";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { DESCRIPTION, TITLE } from "./head";

/** The list could not be read: said as what it is, never shown as an empty list. */
export default function ListError({ error, retry }: { error: unknown; retry: () => void }) {
  const [pending, startTransition] = useTransition();
  const digest = (error as { digest?: unknown })?.digest;
  return (
    <>
      <PageHeader title={TITLE} description={DESCRIPTION} />
      <div role="alert">
        <EmptyState
          icon={<IconDatabaseOff size={36} stroke={1.4} />}
          title="The orders could not be read"
          description={`Nothing was changed or lost. Try again in a moment; if it happens again, the server's log says why${
            typeof digest === "string" ? ` (error ${digest})` : ""
          }.`}
          action={
            <Button loading={pending} onClick={() => startTransition(retry)}>
              Retry
            </Button>
          }
        />
      </div>
    </>
  );
}
