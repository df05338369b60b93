"use client";

import { Button, Modal } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconPlus } from "@tabler/icons-react";
import { useRouter } from "next/navigation";
import { createSegment } from "@/app/(admin)/audience/segments/actions";
import { callAction } from "@/components/ui/call-action";
import { segmentHref } from "./hrefs";
import { SegmentNameForm } from "./segment-name-form";

/** The button "Create Segment": asks for a name and leads to the new segment, where contacts are added. */
export function CreateSegment() {
  const [opened, { open, close }] = useDisclosure();
  const router = useRouter();
  return (
    <>
      <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={open}>
        Create Segment
      </Button>
      <Modal opened={opened} onClose={close} title="Create Segment">
        <SegmentNameForm
          submitLabel="Create"
          send={(name) => callAction(createSegment, { name })}
          onDone={({ id }) => router.push(segmentHref(id))}
          onCancel={close}
          leaves
        />
      </Modal>
    </>
  );
}
