import type { StatusPreview } from "@/lib/contacts/schema";
import { statusConsequences } from "@/lib/contacts/wording";
import classes from "./status-consequences.module.css";

type Props = { preview: StatusPreview | null; problem: string | null; title: string };

/** What another status does, said before it is saved. */
export function StatusConsequences({ preview, problem, title }: Props) {
  return (
    <section className={classes.box} aria-live="polite" aria-busy={!preview && !problem} aria-label={title}>
      {problem && <p className={classes.problem}>{problem}</p>}
      {!problem && !preview && <p className={classes.wait}>Looking at what this changes…</p>}
      {preview && (
        <>
          <div className={classes.title}>{title}</div>
          <ul>
            {statusConsequences(preview).map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
