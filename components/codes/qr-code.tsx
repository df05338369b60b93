"use client";

import { Anchor, Button, Group, Image, Popover, Stack } from "@mantine/core";
import { IconQrcode } from "@tabler/icons-react";

/** Escape closes the code, not the dialog that it is shown in as well: Mantine's mark for that. */
const ESCAPE_STAYS_HERE = { "data-mantine-stop-propagation": "true" };

/** The button "QR code" of a shortcode: shows its referral link as a QR code, to look at and to download. */
export function QrCode({ codeId, code, tabIndex }: { codeId: string; code: string; tabIndex?: number }) {
  const image = (format: "svg" | "png") => `/api/ui/codes/${codeId}/qr?format=${format}`;
  return (
    <Popover position="bottom-end" withArrow trapFocus returnFocus>
      <Popover.Target>
        <Button
          variant="default"
          size="compact-xs"
          tabIndex={tabIndex}
          aria-label={`QR code of ${code}`}
          leftSection={<IconQrcode size={14} aria-hidden />}
        >
          QR code
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={`QR code of ${code}`}>
        <Stack gap="xs" align="center">
          <Image src={image("svg")} w={176} h={176} alt={`QR code of the referral link of ${code}`} />
          <Group gap="md">
            <Anchor {...ESCAPE_STAYS_HERE} size="sm" href={image("svg")} download={`qr-${code}.svg`}>
              Download SVG
            </Anchor>
            <Anchor {...ESCAPE_STAYS_HERE} size="sm" href={image("png")} download={`qr-${code}.png`}>
              Download PNG
            </Anchor>
          </Group>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
