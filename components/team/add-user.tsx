"use client";

import { Button, Modal, Radio, Stack, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { inviteUser } from "@/app/(admin)/settings/team/actions";
import { callAction } from "@/components/ui/call-action";
import { Form } from "@/components/ui/form";
import { FormProblem } from "@/components/ui/form-problem";
import { useSubmit } from "@/components/ui/use-submit";
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
  const { submit, problem, pending } = useSubmit(async (form) => {
    const name = String(form.get("name"));
    const role = String(form.get("role")) as Role;
    const result = await callAction(inviteUser, { name, email: String(form.get("email")), role });
    return result.ok ? { ok: true, data: { name, url: result.data.url } } : result;
  }, onInvited);

  return (
    <Form onSubmit={submit}>
      <Stack gap="md">
        <FormProblem problem={problem} />
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
    </Form>
  );
}
