import type { Method } from "@/lib/attributions/schema";
import type { Source } from "@/lib/audit/schema";
import { type CampaignPlan, SEGMENTS_SINCE_DAYS_AGO } from "./campaigns";
import type { Random } from "./random";

/** Who acts in the demo. The admin is whoever set up this copy of Attaché, or the system where nobody has yet. */
export const ADMIN = "admin";

export type CastMember = { key: string; kind: "api_key" | "import" | "widget"; name: string; createdDaysAgo: number };

const INTEGRATIONS: CastMember[] = [
  { key: "hubspot", kind: "api_key", name: "HubSpot sync", createdDaysAgo: SEGMENTS_SINCE_DAYS_AGO - 90 },
  { key: "salesforce", kind: "api_key", name: "Salesforce flow", createdDaysAgo: SEGMENTS_SINCE_DAYS_AGO - 120 },
  { key: "app", kind: "api_key", name: "Kestrel mobile app", createdDaysAgo: SEGMENTS_SINCE_DAYS_AGO - 125 },
  { key: "shopify", kind: "api_key", name: "Shopify orders", createdDaysAgo: SEGMENTS_SINCE_DAYS_AGO - 130 },
  { key: "landing_page", kind: "widget", name: "Landing page widget", createdDaysAgo: SEGMENTS_SINCE_DAYS_AGO - 132 },
  { key: "checkout", kind: "widget", name: "Checkout widget", createdDaysAgo: SEGMENTS_SINCE_DAYS_AGO - 133 },
];

type ImportPlan = { stem: string; campaignUid: string; daysAgo: number };

/** Files somebody imported referrals from, each at one moment. Their names end in its month. */
export const IMPORTS: ImportPlan[] = [
  { stem: "legacy-referrals", campaignUid: "refer-a-friend", daysAgo: 351.2 },
  { stem: "roastery-tour-guests", campaignUid: "refer-a-friend", daysAgo: 43.4 },
  { stem: "partner-accounts", campaignUid: "office-partners", daysAgo: 318.3 },
  { stem: "trade-fair-leads", campaignUid: "office-partners", daysAgo: 171.3 },
  { stem: "webinar-leads", campaignUid: "office-partners", daysAgo: 29.6 },
  { stem: "waiting-list", campaignUid: "subscription-launch", daysAgo: 327.5 },
  { stem: "staff-friends", campaignUid: "staff-and-friends", daysAgo: 96.4 },
];

/** The file with which an audit switched referrals off, and the one that corrected it. */
export const AUDIT = { stem: "quarterly-audit", daysAgo: 21.5 };
export const AUDIT_CORRECTION = { stem: "quarterly-audit-corrections", daysAgo: 18.3 };

/** Everybody but the admin. `monthOf` says in which month something happened, as 2026-03. */
export function castMembers(monthOf: (daysAgo: number) => string): CastMember[] {
  const imports = [...IMPORTS, AUDIT, AUDIT_CORRECTION].map(({ stem, daysAgo }): CastMember => {
    const name = `${stem}-${monthOf(daysAgo)}.csv`;
    return { key: stem, kind: "import", name, createdDaysAgo: daysAgo };
  });
  return [...INTEGRATIONS, ...imports];
}

/** A door of the given source in the given campaign, with who stands behind it. Files have a moment of their own. */
export function actorAt(random: Random, source: Exclude<Source, "csv_import">, campaign: CampaignPlan): string {
  const isBusiness = campaign.uid === "office-partners";
  switch (source) {
    case "manual":
      return ADMIN;
    case "api":
      return random.weighted(
        isBusiness
          ? [
              ["hubspot", 70],
              ["salesforce", 30],
            ]
          : [
              ["app", 60],
              ["hubspot", 40],
            ],
      );
    case "order":
      return random.weighted([
        [isBusiness ? "salesforce" : "shopify", 85],
        [ADMIN, 15],
      ]);
    case "widget":
      return random.weighted([
        ["landing_page", 62],
        ["checkout", 38],
      ]);
  }
}

/** How referrals through each door are established, by weight. A widget always knows the link it was reached by. */
export const METHODS_BY_SOURCE: Record<Source, [Method, number][]> = {
  widget: [["shortcode", 1]],
  order: [
    ["coupon", 62],
    ["shortcode", 24],
    ["advocate", 14],
  ],
  api: [
    ["shortcode", 74],
    ["coupon", 26],
  ],
  manual: [
    ["advocate", 78],
    ["shortcode", 22],
  ],
  csv_import: [
    ["advocate", 58],
    ["shortcode", 26],
    ["coupon", 16],
  ],
};
