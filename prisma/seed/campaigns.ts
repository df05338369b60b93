import type { Source } from "@/lib/audit/schema";

/** The company of the demo is Kestrel Coffee: it roasts, and delivers to households, offices and cafés. */
export const SEGMENTS = [
  "Loyal customers",
  "Ambassadors",
  "Coffee creators",
  "Resellers",
  "Office managers",
  "Staff",
] as const;
export type SegmentName = (typeof SEGMENTS)[number];

/** When the first segment was made: before everything else in the demo. */
export const SEGMENTS_SINCE_DAYS_AGO = 560;

export type CampaignPlan = {
  uid: string;
  name: string;
  destinationUrl: string;
  segments: SegmentName[];
  createdDaysAgo: number;
  startsDaysAgo: number;
  /** Null while it runs. */
  endedDaysAgo: number | null;
  /** What follows the advocate's name in a coupon code; null where the campaign has no coupons. */
  couponEnding: string | null;
  /** Which doors its referrals come through, by weight. */
  sources: Record<Source, number>;
  /** How many of the households that were referred at all came into it, by weight. */
  households: number;
};

export const CAMPAIGNS: CampaignPlan[] = [
  {
    uid: "refer-a-friend",
    name: "Give €15, Get €15",
    destinationUrl: "https://www.kestrelcoffee.example/friends",
    segments: ["Loyal customers", "Ambassadors"],
    createdDaysAgo: 430,
    startsDaysAgo: 410,
    endedDaysAgo: null,
    couponEnding: "15",
    sources: { widget: 42, order: 32, api: 14, manual: 5, csv_import: 7 },
    households: 270,
  },
  {
    uid: "office-partners",
    name: "Office & Café Partners",
    destinationUrl: "https://www.kestrelcoffee.example/business",
    segments: ["Resellers", "Office managers"],
    createdDaysAgo: 400,
    startsDaysAgo: 385,
    endedDaysAgo: null,
    couponEnding: "-OFFICE",
    sources: { widget: 6, order: 10, api: 48, manual: 16, csv_import: 20 },
    households: 0,
  },
  {
    uid: "subscription-launch",
    name: "Subscription Launch: First 500",
    destinationUrl: "https://www.kestrelcoffee.example/subscription/early-access",
    segments: ["Ambassadors", "Coffee creators"],
    createdDaysAgo: 372,
    startsDaysAgo: 360,
    endedDaysAgo: 168,
    couponEnding: "-FIRST500",
    sources: { widget: 38, order: 16, api: 30, manual: 3, csv_import: 13 },
    households: 120,
  },
  {
    uid: "creator-club",
    name: "Creator Club",
    destinationUrl: "https://www.kestrelcoffee.example/creators",
    segments: ["Coffee creators"],
    createdDaysAgo: 262,
    startsDaysAgo: 250,
    endedDaysAgo: null,
    couponEnding: "BREW20",
    sources: { widget: 30, order: 52, api: 12, manual: 6, csv_import: 0 },
    households: 120,
  },
  {
    uid: "staff-and-friends",
    name: "Staff & Friends",
    destinationUrl: "https://www.kestrelcoffee.example/staff-friends",
    segments: ["Staff"],
    createdDaysAgo: 158,
    startsDaysAgo: 150,
    endedDaysAgo: null,
    couponEnding: null,
    sources: { widget: 34, order: 8, api: 4, manual: 32, csv_import: 22 },
    households: 75,
  },
];

/** The campaign with this uid. */
export function campaignPlan(uid: string): CampaignPlan {
  return CAMPAIGNS.find((campaign) => campaign.uid === uid)!;
}
