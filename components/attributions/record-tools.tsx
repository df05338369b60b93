"use client";

import { Button, CopyButton } from "@mantine/core";
import { IconArrowUpRight, IconCheck, IconLink } from "@tabler/icons-react";
import Link from "next/link";
import { recordHref } from "./record-href";

/** Takes an attribution's address along: copies it, or goes to it. */
export function RecordTools({ id, withPageLink }: { id: string; withPageLink?: boolean }) {
  const href = recordHref(id);
  const address = typeof window === "undefined" ? href : new URL(href, window.location.origin).toString();
  return (
    <>
      <CopyButton value={address} timeout={2000}>
        {({ copied, copy }) => (
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            onClick={copy}
            leftSection={
              copied ? (
                <IconCheck size={16} stroke={1.8} aria-hidden />
              ) : (
                <IconLink size={16} stroke={1.8} aria-hidden />
              )
            }
          >
            <span aria-live="polite">{copied ? "Copied" : "Copy link"}</span>
          </Button>
        )}
      </CopyButton>
      {withPageLink && (
        <Button
          component={Link}
          href={href}
          variant="subtle"
          color="gray"
          size="compact-sm"
          leftSection={<IconArrowUpRight size={16} stroke={1.8} aria-hidden />}
        >
          Open as page
        </Button>
      )}
    </>
  );
}
