"use client";

import { ListError } from "@/components/ui/list-error";

export default function CampaignsError({ error, retry }: { error: unknown; retry: () => void }) {
  return <ListError what="The campaigns" {...{ error, retry }} />;
}
