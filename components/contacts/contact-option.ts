import type { RemoteOption } from "@/components/data-table/remote-filter";
import type { ContactOption } from "@/lib/contacts/queries";

/** A contact as a filter offers it. */
export function contactOption({ id, name, email }: ContactOption): RemoteOption {
  return { value: id, label: name ?? email, description: name ? email : "" };
}
