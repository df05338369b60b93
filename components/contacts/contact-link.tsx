"use client";

import { Anchor } from "@mantine/core";
import Link from "next/link";
import type { ReactNode } from "react";
import { contactHref } from "./contact-href";
import { personName } from "./person-name";

type Person = { id: string; name: string | null; email: string };
type Props = {
  person: Person & { mergedInto?: Person };
  children?: ReactNode;
  /** Outside of the tab order in a row of a table that is not the active one. */
  tabIndex?: number;
};

/** A contact by name, as a link to its page; one that was merged is named, and links to the one it was merged into. */
export function ContactLink({ person, children, tabIndex }: Props) {
  const { mergedInto } = person;
  if (mergedInto) {
    return (
      <>
        {children ?? personName(person)} (merged into <ContactLink person={mergedInto} tabIndex={tabIndex} />)
      </>
    );
  }
  return (
    <Anchor
      component={Link}
      href={contactHref(person.id)}
      prefetch={false}
      tabIndex={tabIndex}
      title={person.email || undefined}
      inherit
      underline="always"
    >
      {children ?? personName(person)}
    </Anchor>
  );
}
