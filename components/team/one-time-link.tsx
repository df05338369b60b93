import { Button, CopyButton, Stack, Text, TextInput } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";

/** A link that is shown this once: only its hash is kept. */
export function OneTimeLink({ url, name, onClose }: { url: string; name: string; onClose: () => void }) {
  return (
    <Stack gap="md">
      <Text size="sm">
        Send this link to {name}. It lets them choose a password, works once, and ends in seven days. It is shown only
        now.
      </Text>
      <TextInput label="One-time link" value={url} readOnly onFocus={(event) => event.currentTarget.select()} />
      <Stack gap="xs">
        <CopyButton value={url}>
          {({ copied, copy }) => (
            <Button onClick={copy} leftSection={copied ? <IconCheck size={16} /> : <IconCopy size={16} />} fullWidth>
              {copied ? "Copied" : "Copy link"}
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
