"use client";

import { Button } from "@mantine/core";

type Props = { earlier: string | null; pending: boolean; problem: string | null; showEarlier: () => void };

/** The end of a history: the button that reads further back, and why that failed. */
export function ShowEarlier({ earlier, pending, problem, showEarlier }: Props) {
  return (
    <>
      {problem && <p role="alert">{problem}</p>}
      {earlier && (
        // Not `loading`, which disables it and so loses the keyboard's place.
        <Button variant="default" size="xs" mt="sm" aria-busy={pending} onClick={pending ? undefined : showEarlier}>
          Show earlier
        </Button>
      )}
    </>
  );
}
