"use client";

import { ListError } from "@/components/ui/list-error";
import { PageHeader } from "@/components/ui/page-header";
import { DESCRIPTION, TITLE } from "./head";

export default function Failed({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <>
      <PageHeader title={TITLE} description={DESCRIPTION} />
      <ListError what="The rewards" {...{ error, retry }} />
    </>
  );
}
