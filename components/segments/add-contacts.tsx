"use client";

import { Button, Modal, Tabs } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconUserPlus } from "@tabler/icons-react";
import { useState } from "react";
import type { SegmentRow } from "@/lib/segments/columns";
import type { AddReport } from "@/lib/segments/member-commands";
import { AddByPaste } from "./add-by-paste";
import { AddBySearch } from "./add-by-search";
import { AddedReport } from "./added-report";

/** The button "Add contacts": by searching for them or by pasting their e-mails, then what became of each. */
export function AddContacts({ segment }: { segment: SegmentRow }) {
  const [opened, { open, close }] = useDisclosure();
  const [report, setReport] = useState<AddReport | null>(null);

  function finish() {
    close();
    setReport(null);
  }

  return (
    <>
      <Button leftSection={<IconUserPlus size={16} aria-hidden />} onClick={open}>
        Add contacts
      </Button>
      <Modal opened={opened} onClose={finish} title={`Add contacts to “${segment.name}”`} size="lg">
        {report ? (
          <AddedReport report={report} onMore={() => setReport(null)} onClose={finish} />
        ) : (
          <Tabs defaultValue="search" keepMounted>
            <Tabs.List mb="md">
              <Tabs.Tab value="search">Search</Tabs.Tab>
              <Tabs.Tab value="paste">Paste e-mails</Tabs.Tab>
            </Tabs.List>
            <Tabs.Panel value="search">
              <AddBySearch segmentId={segment.id} onAdded={setReport} onCancel={finish} />
            </Tabs.Panel>
            <Tabs.Panel value="paste">
              <AddByPaste segmentId={segment.id} onAdded={setReport} onCancel={finish} />
            </Tabs.Panel>
          </Tabs>
        )}
      </Modal>
    </>
  );
}
