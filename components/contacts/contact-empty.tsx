"use client";

import { Group } from "@mantine/core";
import { IconAddressBook } from "@tabler/icons-react";
import { NoMatches } from "@/components/data-table/no-matches";
import { ImportLink } from "@/components/imports/import-link";
import { EmptyState } from "@/components/ui/empty-state";
import { CreateContactLink } from "./page-links";

/** Where there is no contact yet. */
export function NoContacts({ canWrite }: { canWrite: boolean }) {
  const how =
    "Contacts are the people who refer and who are referred. They come in by themselves with your integrations and imports";
  return (
    <EmptyState
      icon={<IconAddressBook size={36} stroke={1.4} />}
      title="No contacts yet"
      description={canWrite ? `${how}, or you create one by hand.` : `${how}, or an admin creates one by hand.`}
      action={
        canWrite && (
          <Group gap="xs" justify="center">
            <ImportLink kind="contacts" />
            <CreateContactLink />
          </Group>
        )
      }
    />
  );
}

/** Where the filters leave nobody. */
export function NoMatchingContacts({ onClear }: { onClear: () => void }) {
  return (
    <NoMatches
      title="Nobody matches these filters"
      description="Take away a filter, or search for something shorter: part of a name or an e-mail is enough."
      onClear={onClear}
    />
  );
}
