"use server";

import { getPool } from "@/lib/db/pool";
import { refuse, succeed } from "@/lib/http/result";
import { publicAction } from "@/lib/http/with-action";
import { acceptInvitation } from "@/lib/users/commands";
import { acceptInvitationSchema } from "@/lib/users/schema";

export const choosePassword = publicAction(acceptInvitationSchema, async (input) => {
  const result = await acceptInvitation(getPool(), input);
  if (result.outcome === "accepted") return succeed({ email: result.email });
  return refuse("link_invalid", "This link does not work any more. Ask an admin for a new one.");
});
