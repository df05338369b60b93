"use client";

import { ActionIcon, Button, Group, Menu, Modal, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconDots } from "@tabler/icons-react";
import { useState } from "react";
import { changeRole, renewInvitation, setDisabled, signOutEverywhere } from "@/app/(admin)/settings/team/actions";
import { callAction } from "@/components/ui/call-action";
import { tellRefusal } from "@/components/ui/tell-refusal";
import type { ActionResult } from "@/lib/http/result";
import type { TeamMember } from "@/lib/users/schema";
import { ROLE_LABELS } from "@/lib/users/wording";
import { OneTimeLink } from "./one-time-link";

/** What can be done about one person. Taking access away says what it does before it does it. */
export function MemberMenu({ member }: { member: TeamMember }) {
  const [link, setLink] = useState<string | null>(null);
  const [confirming, setConfirming] = useState(false);
  const [pending, setPending] = useState(false);
  const userId = member.id;
  const otherRole = member.role === "admin" ? "marketer" : "admin";
  const disabled = member.status === "disabled";

  async function run<T>(change: Promise<ActionResult<T>>, done: string | ((data: T) => void)) {
    setPending(true);
    const result = await change;
    setPending(false);
    if (!result.ok) tellRefusal(result.error);
    else if (typeof done === "string") notifications.show({ message: done });
    else done(result.data);
  }

  const disable = (wanted: boolean, done: string) =>
    run(callAction(setDisabled, { userId, disabled: wanted }), done).then(() => setConfirming(false));

  return (
    <>
      <Menu position="bottom-end" width={220}>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={`Actions for ${member.name}`} loading={pending}>
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            onClick={() =>
              run(
                callAction(changeRole, { userId, role: otherRole }),
                `${member.name} is now ${ROLE_LABELS[otherRole]}.`,
              )
            }
          >
            Make {ROLE_LABELS[otherRole].toLowerCase()}
          </Menu.Item>
          {!disabled && (
            <Menu.Item onClick={() => run(callAction(renewInvitation, { userId }), ({ url }) => setLink(url))}>
              New one-time link
            </Menu.Item>
          )}
          <Menu.Item
            onClick={() => run(callAction(signOutEverywhere, { userId }), `${member.name} is signed out everywhere.`)}
          >
            Sign out everywhere
          </Menu.Item>
          <Menu.Divider />
          {disabled ? (
            <Menu.Item onClick={() => disable(false, `${member.name} can sign in again.`)}>Enable</Menu.Item>
          ) : (
            <Menu.Item color="var(--mantine-color-error)" onClick={() => setConfirming(true)}>
              Disable…
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <Modal opened={link !== null} onClose={() => setLink(null)} title="One-time link">
        {link && <OneTimeLink url={link} name={member.name} onClose={() => setLink(null)} />}
      </Modal>
      <Modal opened={confirming} onClose={() => setConfirming(false)} title={`Disable ${member.name}?`}>
        <Text size="sm">
          {member.name} is signed out everywhere at once and cannot sign in until enabled again. Everything they did
          stays in the history under their name.
        </Text>
        <Group justify="flex-end" mt="lg" gap="xs">
          <Button variant="default" onClick={() => setConfirming(false)}>
            Cancel
          </Button>
          <Button color="red" loading={pending} onClick={() => disable(true, `${member.name} is disabled.`)}>
            Disable
          </Button>
        </Group>
      </Modal>
    </>
  );
}
