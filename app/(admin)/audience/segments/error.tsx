"use client";

import { ListError } from "@/components/ui/list-error";

export default function SegmentsError({ error, retry }: { error: unknown; retry: () => void }) {
  return <ListError what="The segments" {...{ error, retry }} />;
}
