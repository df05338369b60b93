import { Anchor } from "@mantine/core";
import Link from "next/link";
import { recordHref } from "@/components/attributions/record-href";
import { contactHref } from "@/components/contacts/contact-href";
import { orderHref } from "@/components/orders/order-href";
import type { RecordName } from "@/lib/integrations/columns";
import classes from "./request-list.module.css";

const RECORDS: Record<RecordName["kind"], { words: string; href: (id: string) => string }> = {
  attribution: { words: "the attribution", href: recordHref },
  order: { words: "the order", href: orderHref },
  contact: { words: "the contact", href: contactHref },
};

/** Says that the log shows the requests about one record alone, and leads to it. */
export function RecordNotice({ record }: { record: RecordName | null }) {
  if (!record)
    return <p className={classes.notice}>Only requests about one record are shown; there is no such record.</p>;
  const { words, href } = RECORDS[record.kind];
  const of = record.kind === "attribution" ? `${words} of` : words;
  return (
    <p className={classes.notice}>
      Only requests about{" "}
      <Anchor component={Link} href={href(record.id)} inherit underline="always">
        {record.name ? `${of} ${record.name}` : words}
      </Anchor>{" "}
      are shown.
    </p>
  );
}
