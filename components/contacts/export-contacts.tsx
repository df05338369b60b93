"use client";

import { Button } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useQueryStates } from "nuqs";
import { contactSearchParams, serializeContactParams } from "@/lib/contacts/columns";
import { CONTACTS } from "./contact-href";

/** Downloads the whole list as it is filtered and sorted, not just the page. */
export function ExportContacts() {
  const [params] = useQueryStates(contactSearchParams);
  const query = serializeContactParams({ ...params, size: null, after: null, before: null });
  return (
    <Button
      component="a"
      href={`${CONTACTS}/export${query}`}
      download
      variant="default"
      leftSection={<IconDownload size={16} stroke={1.8} aria-hidden />}
    >
      Export
    </Button>
  );
}
