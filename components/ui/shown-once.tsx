import { Button, CopyButton, Stack, Text, TextInput } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import type { ReactNode } from "react";

type Props = {
  /** What is shown: "One-time link". */
  label: string;
  value: string;
  /** What it is for, and that it is shown only now. */
  children: ReactNode;
  /** The button that copies it: "Copy link". */
  copy: string;
  onClose: () => void;
};

/** A secret that is shown this once, because only its hash is kept: to be copied, then put away. */
export function ShownOnce({ label, value, children, copy: copyLabel, onClose }: Props) {
  return (
    <Stack gap="md">
      <Text size="sm">{children}</Text>
      <TextInput label={label} value={value} readOnly onFocus={(event) => event.currentTarget.select()} />
      <Stack gap="xs">
        <CopyButton value={value}>
          {({ copied, copy }) => (
            <Button onClick={copy} leftSection={copied ? <IconCheck size={16} /> : <IconCopy size={16} />} fullWidth>
              {copied ? "Copied" : copyLabel}
            </Button>
          )}
        </CopyButton>
        <Button variant="default" onClick={onClose} fullWidth>
          Done
        </Button>
      </Stack>
    </Stack>
  );
}
