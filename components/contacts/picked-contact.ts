import type { ContactOption } from "@/lib/contacts/queries";

/** A contact that can be picked; of one found as an eligible advocate the status is known already. */
export type PickedContact = Pick<ContactOption, "id" | "name" | "email"> & { status?: ContactOption["status"] };
