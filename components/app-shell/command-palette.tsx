"use client";

import { Loader } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { Spotlight, type SpotlightActionGroupData } from "@mantine/spotlight";
import {
  IconFileTypeCsv,
  IconPlus,
  IconSearch,
  IconSpeakerphone,
  IconStack2,
  IconUser,
  type TablerIcon,
} from "@tabler/icons-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import useSWR from "swr";
import { campaignHref } from "@/components/campaigns/hrefs";
import { contactHref } from "@/components/contacts/contact-href";
import { segmentHref } from "@/components/segments/hrefs";
import type { CampaignOption } from "@/lib/campaigns/queries";
import type { ContactOption } from "@/lib/contacts/queries";
import type { SegmentOption } from "@/lib/segments/queries";
import type { Role } from "@/lib/users/schema";
import { fetchJson } from "../ui/fetch-json";
import { navigationFor } from "./navigation";

const SEARCH_DELAY_MS = 150;
const CREATE = "/audience-activity/referral-attribution/create";

/** Ctrl/Cmd-K: go to a page, a contact, a campaign or a segment; create an attribution. */
export function CommandPalette({ role }: { role: Role }) {
  const router = useRouter();
  const [query, setQuery] = useState("");
  const wanted = query.trim();
  const [searched] = useDebouncedValue(wanted, SEARCH_DELAY_MS);
  const search = useSWR<Found>(
    searched.length > 1 ? `/api/ui/search?q=${encodeURIComponent(searched)}` : null,
    fetchJson,
  );
  // What was found by another text is none of the options any more: Enter would open the first of them.
  const isSearching = wanted.length > 1 && (searched !== wanted || search.isLoading);
  const pages = navigationFor(role).map((group) => ({
    group: group.label,
    actions: group.items.map(({ label, href, icon: Icon, keywords }) => ({
      id: href,
      label,
      keywords,
      leftSection: <Icon size={18} stroke={1.7} />,
      onClick: () => router.push(href),
    })),
  }));
  const found = wanted.length > 1 && !isSearching && search.data ? foundGroups(search.data, query, router) : [];
  const groups: SpotlightActionGroupData[] = [
    ...pages,
    ...(role === "admin" ? [{ group: "Commands", actions: [createCommand(router), ...importCommands(router)] }] : []),
    ...found,
  ];

  return (
    <Spotlight
      actions={groups}
      query={query}
      onQueryChange={setQuery}
      shortcut="mod + K"
      nothingFound={isSearching ? "Searching…" : "Nothing found. Try another name or e-mail."}
      highlightQuery
      scrollable
      maxHeight={420}
      // What can be scrolled can be reached by keyboard; the arrows walk through it from the search as well.
      scrollAreaProps={{ viewportProps: { tabIndex: 0, "aria-label": "Found", role: "group" } }}
      searchProps={{
        leftSection: isSearching || search.isValidating ? <Loader size={16} aria-hidden /> : <IconSearch size={18} />,
        placeholder: "Go to a page, a contact, a campaign…",
        "aria-label": "Search and commands",
      }}
    />
  );
}

type Found = { contacts: ContactOption[]; campaigns: CampaignOption[]; segments: SegmentOption[] };

/** What the server found, each leading to its page, whatever the palette's own filter makes of it. */
function foundGroups(
  { contacts, campaigns, segments }: Found,
  keywords: string,
  router: ReturnType<typeof useRouter>,
): SpotlightActionGroupData[] {
  const action = (id: string, label: string, description: string | undefined, Icon: TablerIcon, href: string) => ({
    ...{ id, label, description, keywords },
    leftSection: <Icon size={18} stroke={1.7} />,
    onClick: () => router.push(href),
  });
  return [
    {
      group: "Contacts",
      actions: contacts.map(({ id, name, email }) =>
        action(id, name ?? email, name ? email : undefined, IconUser, contactHref(id)),
      ),
    },
    {
      group: "Campaigns",
      actions: campaigns.map(({ id, name, uid, ended }) =>
        action(id, name, ended ? `${uid} · ended` : uid, IconSpeakerphone, campaignHref(id)),
      ),
    },
    {
      group: "Segments",
      actions: segments.map(({ id, name }) => action(id, name, undefined, IconStack2, segmentHref(id))),
    },
  ].filter(({ actions }) => actions.length > 0);
}

function createCommand(router: ReturnType<typeof useRouter>) {
  return {
    id: "create-attribution",
    label: "Create Referral Attribution",
    keywords: "add manual new",
    leftSection: <IconPlus size={18} stroke={1.7} />,
    // From the form itself the address is the same: the page is opened anew, with an empty form.
    onClick: () => (window.location.pathname === CREATE ? window.location.assign(CREATE) : router.push(CREATE)),
  };
}

const IMPORTS = [
  { id: "import-attributions", label: "CSV Import", href: "/audience-activity/referral-attribution/import" },
  { id: "import-contacts", label: "Import Contacts", href: "/audience/contacts/import" },
  { id: "import-orders", label: "Import Orders", href: "/audience-activity/orders/import" },
  { id: "import-coupons", label: "Import Coupon Codes", href: "/campaigns/import-codes" },
];

function importCommands(router: ReturnType<typeof useRouter>) {
  return IMPORTS.map(({ id, label, href }) => ({
    ...{ id, label, keywords: "imports upload file bulk history undo csv" },
    leftSection: <IconFileTypeCsv size={18} stroke={1.7} />,
    onClick: () => router.push(href),
  }));
}
