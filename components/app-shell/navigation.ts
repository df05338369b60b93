import {
  IconAddressBook,
  IconArrowsSplit2,
  IconCode,
  IconGift,
  IconKey,
  IconPlugConnected,
  IconReceipt,
  IconSpeakerphone,
  IconStack2,
  IconUserCircle,
  IconUsersGroup,
  type TablerIcon,
} from "@tabler/icons-react";
import type { Role } from "@/lib/users/schema";

export type NavigationItem = {
  label: string;
  href: string;
  icon: TablerIcon;
  roles: readonly Role[];
  keywords: string;
};
export type NavigationGroup = { label: string; items: NavigationItem[] };

const everybody = ["admin", "marketer"] as const;

/** The pages of Attaché as the navigation and the command palette show them. */
export const navigation: NavigationGroup[] = [
  {
    label: "Audience Activity",
    items: [
      {
        label: "Referral Attribution",
        href: "/audience-activity/referral-attribution",
        icon: IconArrowsSplit2,
        roles: everybody,
        keywords: "attributions table advocates referred contacts audit",
      },
      {
        label: "Orders",
        href: "/audience-activity/orders",
        icon: IconReceipt,
        roles: everybody,
        keywords: "purchases deals revenue money refunds transactions customers",
      },
    ],
  },
  {
    label: "Audience",
    items: [
      {
        label: "Contacts",
        href: "/audience/contacts",
        icon: IconAddressBook,
        roles: everybody,
        keywords: "people customers advocates prospects e-mail status",
      },
      {
        label: "Segments",
        href: "/audience/segments",
        icon: IconStack2,
        roles: everybody,
        keywords: "groups members lists contacts campaigns",
      },
    ],
  },
  {
    label: "Campaigns",
    items: [
      {
        label: "Campaigns",
        href: "/campaigns",
        icon: IconSpeakerphone,
        roles: everybody,
        keywords: "program advocates shortcodes coupon codes referral links",
      },
    ],
  },
  {
    label: "Rewards",
    items: [
      {
        label: "Rewards",
        href: "/rewards",
        icon: IconGift,
        roles: everybody,
        keywords: "payouts commissions bonus approve deny fulfil money triggers",
      },
    ],
  },
  {
    label: "Settings",
    items: [
      {
        label: "Team",
        href: "/settings/team",
        icon: IconUsersGroup,
        roles: ["admin"],
        keywords: "users roles invite people",
      },
      {
        label: "API keys",
        href: "/settings/api-keys",
        icon: IconKey,
        roles: ["admin"],
        keywords: "integrations hubspot salesforce shopify token bearer developers",
      },
      {
        label: "Integration log",
        href: "/settings/integration-log",
        icon: IconPlugConnected,
        roles: everybody,
        keywords: "requests api errors failing webhook replay why",
      },
      {
        label: "API reference",
        href: "/settings/api-reference",
        icon: IconCode,
        roles: everybody,
        keywords: "developers endpoints openapi curl test console recipes hubspot salesforce shopify",
      },
      {
        label: "Your account",
        href: "/settings/account",
        icon: IconUserCircle,
        roles: everybody,
        keywords: "password theme time zone preferences",
      },
    ],
  },
];

/** The groups with what a role may open; groups that would be empty are left out. */
export function navigationFor(role: Role): NavigationGroup[] {
  return navigation
    .map((group) => ({ ...group, items: group.items.filter(({ roles }) => roles.includes(role)) }))
    .filter(({ items }) => items.length > 0);
}
