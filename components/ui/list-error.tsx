"use client";

import { Button } from "@mantine/core";
import { IconDatabaseOff } from "@tabler/icons-react";
import { useTransition } from "react";
import { EmptyState } from "./empty-state";

type Props = {
  /** "The contacts". */
  what: string;
  error: unknown;
  retry: () => void;
};

/** What a page shows could not be read: said as what it is, never shown as an empty list. */
export function ListError({ what, error, retry }: Props) {
  const [pending, startTransition] = useTransition();
  const digest = (error as { digest?: unknown })?.digest;
  return (
    <div role="alert">
      <EmptyState
        icon={<IconDatabaseOff size={36} stroke={1.4} />}
        title={`${what} could not be read`}
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
  );
}
