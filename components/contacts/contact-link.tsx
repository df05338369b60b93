"use client";

import { Anchor } from "@mantine/core";
import Link from "next/link";
import type { ReactNode } from "react";
import { contactHref } from "./contact-href";
import { personName } from "./person-name";

type Props = {
  person: { id: string; name: string | null; email: string };
  children?: ReactNode;
  /** Outside of the tab order in a row of a table that is not the active one. */
  tabIndex?: number;
};

/** A contact by name, as a link to its page. */
export function ContactLink({ person, children, tabIndex }: Props) {
  return (
    <Anchor
      component={Link}
      href={contactHref(person.id)}
      prefetch={false}
      tabIndex={tabIndex}
      title={person.email}
      inherit
      underline="always"
    >
      {children ?? personName(person)}
    </Anchor>
  );
}
