import { RecordLink } from "@/components/attributions/record-link";
import { StatusBadge } from "@/components/attributions/status-badge";
import { Instant } from "@/components/ui/instant";
import type { AttributionRow } from "@/lib/attributions/columns";
import { METHOD_LABELS, SOURCE_LABELS } from "@/lib/attributions/wording";
import { ContactLink } from "./contact-link";
import classes from "./contact-view.module.css";

type Props = {
  attribution: AttributionRow;
  /** Which of the two people is named: the one whose page this is not. */
  names: "customer" | "advocate";
  withCampaign?: boolean;
};

/** One attribution in a contact's page: the other person, what stands, how it came to be, the record behind it. */
export function AttributionLine({ attribution, names, withCampaign }: Props) {
  const { id, status, inactiveReason, method, code, source, campaign, createdAt } = attribution;
  return (
    <li>
      <div className={classes.head}>
        <span className={classes.name}>
          <ContactLink person={attribution[names]} />
        </span>
        {names === "advocate" && status === "active" && <span className={classes.standing}>Standing</span>}
        <StatusBadge status={status} inactiveReason={inactiveReason} />
      </div>
      <div className={classes.dimmed}>
        {withCampaign && <>{campaign.name} · </>}
        {code ? `${METHOD_LABELS[method]} ${code}` : `Named as ${METHOD_LABELS[method].toLowerCase()}`} ·{" "}
        {SOURCE_LABELS[source]} · <Instant at={createdAt} /> · <RecordLink id={id}>Open the record</RecordLink>
      </div>
    </li>
  );
}
