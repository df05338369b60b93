import { ShownOnce } from "@/components/ui/shown-once";

/** A one-time link of somebody who is to choose a password. */
export function OneTimeLink({ url, name, onClose }: { url: string; name: string; onClose: () => void }) {
  return (
    <ShownOnce label="One-time link" value={url} copy="Copy link" onClose={onClose}>
      Send this link to {name}. It lets them choose a password, works once, and ends in seven days. It is shown only
      now.
    </ShownOnce>
  );
}
