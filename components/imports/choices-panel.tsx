"use client";

import type { CampaignOption } from "@/lib/campaigns/queries";
import type { Choices, ChoicesOf, ImportView } from "@/lib/imports/schema";
import { AttributionChoices } from "./attribution-choices";
import classes from "./choices-panel.module.css";
import { ContactChoices } from "./contact-choices";
import { OrderChoices } from "./order-choices";

type Props = { view: ImportView; campaigns: CampaignOption[]; choices: Choices; onChange: (choices: Choices) => void };

/** What the importer decides, by the kind of the import; nothing where there is nothing to decide. */
export function ChoicesPanel(props: Props) {
  if (props.view.kind === "coupons") return null;
  return (
    <fieldset className={classes.panel}>
      <legend className={classes.title}>Choices</legend>
      {props.view.kind === "contacts" && <OfContacts {...props} />}
      {props.view.kind === "orders" && <OfOrders {...props} />}
      {props.view.kind === "attributions" && <OfAttributions {...props} />}
    </fieldset>
  );
}

function OfContacts({ view, choices, onChange }: Props) {
  const own = choices as ChoicesOf<"contacts">;
  return <ContactChoices mapping={view.mapping} choices={own} onChange={(part) => onChange({ ...own, ...part })} />;
}

function OfOrders({ view, campaigns, choices, onChange }: Props) {
  const own = choices as ChoicesOf<"orders">;
  const change = (part: Partial<typeof own>) => onChange({ ...own, ...part });
  return <OrderChoices mapping={view.mapping} campaigns={campaigns} choices={own} onChange={change} />;
}

function OfAttributions({ choices, onChange }: Props) {
  const own = choices as ChoicesOf<"attributions">;
  return <AttributionChoices choices={own} onChange={(part) => onChange({ ...own, ...part })} />;
}
