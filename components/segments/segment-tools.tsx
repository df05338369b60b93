"use client";

import { Button, Modal } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { renameSegment } from "@/app/(admin)/audience/segments/actions";
import { callAction } from "@/components/ui/call-action";
import type { SegmentRow } from "@/lib/segments/columns";
import { AddContacts } from "./add-contacts";
import { DeleteSegment } from "./delete-segment";
import { SegmentNameForm } from "./segment-name-form";

/** What an admin can do with a segment. */
export function SegmentTools({ segment }: { segment: SegmentRow }) {
  return (
    <>
      <DeleteSegment segment={segment} />
      <RenameSegment segment={segment} />
      <AddContacts segment={segment} />
    </>
  );
}

function RenameSegment({ segment }: { segment: SegmentRow }) {
  const [opened, { open, close }] = useDisclosure();
  const { id, name: was } = segment;
  return (
    <>
      <Button variant="default" onClick={open}>
        Rename
      </Button>
      <Modal opened={opened} onClose={close} title="Rename segment">
        <SegmentNameForm
          name={was}
          submitLabel="Save"
          send={(name) => callAction(renameSegment, { id, name, was })}
          onDone={() => {
            close();
            notifications.show({ message: "The segment is renamed." });
          }}
          onCancel={close}
        />
      </Modal>
    </>
  );
}
