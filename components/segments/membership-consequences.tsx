import { Loader } from "@mantine/core";
import noticeClasses from "@/components/contacts/status-consequences.module.css";
import type { MembershipPreview } from "@/lib/campaigns/membership";
import { MEMBERSHIP_LIMIT } from "@/lib/campaigns/schema";
import { grouped } from "@/lib/segments/schema";
import { contactCount, membershipWords } from "@/lib/segments/wording";

type Props = {
  change: "add" | "remove";
  /** Null while it is not known. */
  preview: MembershipPreview | null;
  problem: string | null;
  /** What the segment is called, and whether it is still to be created. */
  name: string;
  isNew: boolean;
};

/** What adding or removing contacts begins and ends, and what stays as it is, said before it is done. */
export function MembershipConsequences({ change, preview, problem, name, isNew }: Props) {
  return (
    <section
      className={noticeClasses.box}
      aria-live="polite"
      aria-busy={!preview && !problem}
      aria-label="What this does"
    >
      {problem && <p className={noticeClasses.problem}>{problem}</p>}
      {!preview && !problem && <Loader size="sm" role="img" aria-label="Counting" />}
      {preview && (
        <>
          <div className={noticeClasses.title}>{headline(change, preview, name, isNew)}</div>
          <ul>
            {membershipWords(change, preview).map((words) => (
              <li key={words}>{words}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function headline(
  change: "add" | "remove",
  { moving, contacts, more }: MembershipPreview,
  name: string,
  isNew: boolean,
) {
  const limit = more ? ` Only the newest ${grouped(MEMBERSHIP_LIMIT)} that match are changed at once.` : "";
  if (moving === 0) {
    const all = contacts === 1 ? "The contact is" : `All ${contactCount(contacts)} are`;
    if (change === "add") return `${all} in “${name}” already.${limit}`;
    return `${contacts === 1 ? "The contact is not" : `None of the ${contactCount(contacts)} is`} in “${name}”.${limit}`;
  }
  const verb = change === "add" ? ["joins", "join"] : ["leaves", "leave"];
  const segment = isNew ? `the new segment “${name}”` : `“${name}”`;
  return `${contactCount(moving)} ${moving === 1 ? verb[0] : verb[1]} ${segment}.${limit}`;
}
