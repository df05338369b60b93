"use client";

import { ActionIcon, Menu } from "@mantine/core";
import { IconArrowMerge, IconDots, IconDownload, IconEraser } from "@tabler/icons-react";
import { useState } from "react";
import type { ContactOption } from "@/lib/contacts/queries";
import { contactHref } from "./contact-href";
import { EraseDialog } from "./erase-dialog";
import { MergeDialog } from "./merge-dialog";

type Props = { contact: ContactOption };

/** What an admin can do with a contact that is not done every day. */
export function ContactMenu({ contact }: Props) {
  const [opened, setOpened] = useState<"merge" | "erase" | null>(null);
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
          <Menu.Item
            component="a"
            href={`${contactHref(contact.id)}/export.json`}
            download
            leftSection={<IconDownload size={16} stroke={1.8} aria-hidden />}
          >
            Export everything
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item
            color="var(--mantine-color-error)"
            leftSection={<IconEraser size={16} stroke={1.8} aria-hidden />}
            onClick={() => setOpened("erase")}
          >
            Erase personal data
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <MergeDialog contact={contact} opened={opened === "merge"} onClose={close} />
      <EraseDialog contact={contact} opened={opened === "erase"} onClose={close} />
    </>
  );
}
