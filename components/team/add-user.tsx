"use client";

import { Alert, Button, Modal, Radio, Stack, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconPlus } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import { inviteUser } from "@/app/(admin)/settings/team/actions";
import { callAction } from "@/components/ui/call-action";
import type { ActionError } from "@/lib/http/result";
import { ROLES, type Role } from "@/lib/users/schema";
import { ROLE_DESCRIPTIONS, ROLE_LABELS } from "@/lib/users/wording";
import { OneTimeLink } from "./one-time-link";

/** The button "Add user": name, e-mail and role, then the one-time invitation link. */
export function AddUser() {
  const [opened, { open, close }] = useDisclosure();
  const [invited, setInvited] = useState<{ name: string; url: string } | null>(null);

  function finish() {
    close();
    setInvited(null);
  }

  return (
    <>
      <Button leftSection={<IconPlus size={16} />} onClick={open}>
        Add user
      </Button>
      <Modal opened={opened} onClose={finish} title={invited ? "Invitation link" : "Add user"}>
        {invited ? (
          <OneTimeLink url={invited.url} name={invited.name} onClose={finish} />
        ) : (
          <InviteForm onInvited={setInvited} />
        )}
      </Modal>
    </>
  );
}

function InviteForm({ onInvited }: { onInvited: (invited: { name: string; url: string }) => void }) {
  const [problem, setProblem] = useState<ActionError | null>(null);
  const [pending, setPending] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const name = String(form.get("name"));
    setPending(true);
    const result = await callAction(inviteUser, {
      name,
      email: String(form.get("email")),
      role: String(form.get("role")) as Role,
    });
    setPending(false);
    if (result.ok) onInvited({ name, url: result.data.url });
    else setProblem(result.error);
  }

  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        {problem && !problem.fields && (
          <Alert color="red" variant="light" role="alert">
            {problem.message}
          </Alert>
        )}
        <TextInput
          label="Name"
          name="name"
          required
          withAsterisk={false}
          maxLength={200}
          error={problem?.fields?.name}
          data-autofocus
        />
        <TextInput
          label="Email"
          name="email"
          type="email"
          required
          withAsterisk={false}
          error={problem?.fields?.email}
        />
        <Radio.Group label="Role" name="role" defaultValue="marketer">
          <Stack gap="xs" mt={6}>
            {ROLES.map((role) => (
              <Radio key={role} value={role} label={ROLE_LABELS[role]} description={ROLE_DESCRIPTIONS[role]} />
            ))}
          </Stack>
        </Radio.Group>
        <Button type="submit" loading={pending}>
          Create invitation link
        </Button>
      </Stack>
    </form>
  );
}
