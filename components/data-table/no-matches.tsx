"use client";

import { Button } from "@mantine/core";
import { IconFilterOff } from "@tabler/icons-react";
import { EmptyState } from "@/components/ui/empty-state";

type Props = {
  title: string;
  description: string;
  onClear: () => void;
  /** Where there is only a search to clear. */
  clearLabel?: string;
};

/** Stands in a list's place where its search and filters leave nothing. */
export function NoMatches({ title, description, onClear, clearLabel = "Clear filters" }: Props) {
  return (
    <EmptyState
      icon={<IconFilterOff size={36} stroke={1.4} />}
      title={title}
      description={description}
      action={
        <Button variant="default" onClick={onClear}>
          {clearLabel}
        </Button>
      }
    />
  );
}
