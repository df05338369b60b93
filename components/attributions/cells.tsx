import { IconBolt, IconFileImport, IconKey, type TablerIcon } from "@tabler/icons-react";
import { personName } from "@/components/contacts/person-name";
import { RowLink } from "@/components/data-table/row-link";
import { TwoLines } from "@/components/data-table/two-lines";
import { Instant } from "@/components/ui/instant";
import type { AttributionRow, PersonCell } from "@/lib/attributions/columns";
import { INACTIVE_REASON_LABELS, METHOD_LABELS, sourceWords, statusLabel } from "@/lib/attributions/wording";
import classes from "./cells.module.css";
import { recordHref } from "./record-href";
import { actorWords } from "./record-words";
import { StatusBadge } from "./status-badge";

/** The cells of the Referral Attribution table: each says one thing, and what belongs to it. */

/** A contact by name and e-mail; the one that names the row is the link to its record. */
export function PersonInCell({ person, recordId }: { person: PersonCell; recordId?: string }) {
  const name = person.name ?? person.email;
  return (
    <TwoLines
      title={[person.name, person.email].filter(Boolean).join(" · ")}
      primary={recordId ? <RowLink href={recordHref(recordId)}>{name}</RowLink> : name}
      secondary={person.mergedInto ? `merged into ${personName(person.mergedInto)}` : person.name && person.email}
    />
  );
}

export function CampaignInCell({ campaign }: { campaign: AttributionRow["campaign"] }) {
  return <TwoLines title={campaign.name} primary={campaign.name} secondary={campaign.ended && "Ended"} />;
}

export function StatusInCell({ row: { status, inactiveReason } }: { row: AttributionRow }) {
  return (
    <TwoLines
      title={statusLabel(status, inactiveReason)}
      primary={
        <span className={inactiveReason ? classes.explained : undefined}>
          <StatusBadge status={status} />
        </span>
      }
      secondary={inactiveReason && INACTIVE_REASON_LABELS[inactiveReason]}
    />
  );
}

export function MethodInCell({ row: { method, code } }: { row: Pick<AttributionRow, "method" | "code"> }) {
  const label = METHOD_LABELS[method];
  return <TwoLines title={code ? `${label} ${code}` : label} primary={label} secondary={code} mono />;
}

type SourceProps = {
  row: Pick<AttributionRow, "source" | "actor">;
  /** Where there is little room, of a program what it is alone. */
  brief?: boolean;
};

export function SourceInCell({ row: { source, actor }, brief }: SourceProps) {
  const label = sourceWords(source, actor);
  return (
    <TwoLines
      title={`${label} · ${actorWords(actor)}`}
      primary={brief ? label.split(" · ").at(-1) : label}
      secondary={<ActorInCell actor={actor} />}
    />
  );
}

const ACTOR_ICONS: Record<string, { icon: TablerIcon; label: string }> = {
  api_key: { icon: IconKey, label: "API key" },
  import: { icon: IconFileImport, label: "Import" },
  automation: { icon: IconBolt, label: "Automation" },
};

/** A user by name alone; what is not a person is marked as what it is. */
function ActorInCell({ actor: { kind, name } }: { actor: AttributionRow["actor"] }) {
  const mark = ACTOR_ICONS[kind];
  if (!mark) return name;
  return (
    <>
      <mark.icon size={13} stroke={1.7} className={classes.actorIcon} role="img" aria-label={mark.label} />
      {name}
    </>
  );
}

export function InstantInCell({ at }: { at: string | null }) {
  return <TwoLines primary={at ? <Instant at={at} precision="day" /> : <NeverChanged />} />;
}

function NeverChanged() {
  return (
    <span role="img" aria-label="Never changed">
      –
    </span>
  );
}
