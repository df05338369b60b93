import { Anchor } from "@mantine/core";
import Link from "next/link";
import type { UsingCampaign } from "@/lib/segments/columns";
import { campaignHref } from "./hrefs";
import classes from "./segment-page.module.css";

/** Campaigns by name, each leading to its page. */
export function UsingCampaigns({ campaigns }: { campaigns: UsingCampaign[] }) {
  return (
    <ul className={classes.plain}>
      {campaigns.map(({ id, name, ended }) => (
        <li key={id}>
          <Anchor component={Link} href={campaignHref(id)} prefetch={false} inherit>
            {name}
          </Anchor>
          {ended && <span className={classes.when}> · ended</span>}
        </li>
      ))}
    </ul>
  );
}
