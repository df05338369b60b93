"use client";

import { Button, Menu } from "@mantine/core";
import { IconChevronDown, IconFileTypeCsv, IconUserPlus } from "@tabler/icons-react";
import Link from "next/link";

/** The ways to create a referral attribution. For admins. */
export function CreateMenu() {
  return (
    <Menu position="bottom-end" shadow="md" width={260} transitionProps={{ duration: 0 }}>
      <Menu.Target>
        <Button rightSection={<IconChevronDown size={16} stroke={1.8} aria-hidden />}>
          Create Referral Attribution
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          component={Link}
          href="/audience-activity/referral-attribution/create"
          leftSection={<IconUserPlus size={16} stroke={1.8} aria-hidden />}
        >
          Add Manual
        </Menu.Item>
        <Menu.Item
          component={Link}
          href="/audience-activity/referral-attribution/import"
          leftSection={<IconFileTypeCsv size={16} stroke={1.8} aria-hidden />}
        >
          CSV Import
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
