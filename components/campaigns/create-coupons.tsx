"use client";

import { Button, Modal } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { ContactPicker } from "@/components/contacts/contact-picker";
import type { PickedContact } from "@/components/contacts/picked-contact";
import type { Campaign } from "@/lib/campaigns/queries";
import { CouponForm } from "./code-forms";

/** The button "Create coupon codes": for one advocate of the campaign, who is searched for. */
export function CreateCoupons({ campaign: { id, name } }: { campaign: Campaign }) {
  const [opened, { open, close }] = useDisclosure();
  const [advocate, setAdvocate] = useState<PickedContact | null>(null);

  function finish() {
    close();
    setAdvocate(null);
  }

  return (
    <>
      <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={open}>
        Create coupon codes
      </Button>
      <Modal opened={opened} onClose={finish} title="Create coupon codes" transitionProps={{ duration: 0 }}>
        <CouponForm
          owner={advocate && { campaignId: id, advocateId: advocate.id }}
          advocateField={(error) => (
            <ContactPicker
              label="Advocate"
              placeholder="Name or e-mail"
              value={advocate}
              onChange={setAdvocate}
              eligible={{ campaignId: id, name, only: true }}
              error={error}
              data-autofocus
            />
          )}
          onDone={finish}
        />
      </Modal>
    </>
  );
}
