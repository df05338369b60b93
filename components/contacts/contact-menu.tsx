"use client";

import { ActionIcon, Menu } from "@mantine/core";
import { IconArrowMerge, IconDots } from "@tabler/icons-react";
import { useState } from "react";
import type { ContactOption } from "@/lib/contacts/queries";
import { MergeDialog } from "./merge-dialog";

type Props = { contact: ContactOption };

/** What an admin can do with a contact that is not done every day. */
export function ContactMenu({ contact }: Props) {
  const [opened, setOpened] = useState<"merge" | null>(null);
  const close = () => setOpened(null);
  return (
    <>
      <Menu position="bottom-end" width={240} transitionProps={{ duration: 0 }}>
        <Menu.Target>
          <ActionIcon variant="default" size={36} aria-label="More actions">
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconArrowMerge size={16} stroke={1.8} aria-hidden />}
            onClick={() => setOpened("merge")}
          >
            Merge with another contact
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <MergeDialog contact={contact} opened={opened === "merge"} onClose={close} />
    </>
  );
}
