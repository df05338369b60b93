import { notifications } from "@mantine/notifications";
import type { ActionError } from "@/lib/http/result";

/**
 * Tells in passing why nothing was changed: for what is asked where no form stays to say it, because the page that comes
 * with the refusal has no place for it any more. A refusal that is being shown is not shown twice.
 */
export function tellRefusal({ code, message }: Pick<ActionError, "code" | "message">): void {
  notifications.show({ id: `refused: ${code}`, color: "red", title: "Nothing was changed", message });
}
