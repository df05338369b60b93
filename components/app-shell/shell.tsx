"use client";

import { AppShell, Burger, Group, UnstyledButton } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { spotlight } from "@mantine/spotlight";
import { IconSearch } from "@tabler/icons-react";
import Image from "next/image";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { type ReactNode, useEffect } from "react";
import { CommandPalette } from "./command-palette";
import { Navigation } from "./navigation-links";
import classes from "./shell.module.css";
import { type ShellUser, UserMenu } from "./user-menu";

/** Navigation on the left (behind a button on narrow screens), the page on the right, the command palette over both. */
export function Shell({ user, children }: { user: ShellUser; children: ReactNode }) {
  const [opened, { toggle, close }] = useDisclosure();
  const pathname = usePathname();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page closes the menu that led to it.
  useEffect(close, [pathname]);

  return (
    <AppShell
      header={{ height: { base: 52, sm: 0 } }}
      navbar={{ width: 228, breakpoint: "sm", collapsed: { mobile: !opened } }}
      padding={0}
    >
      <a href="#main" className={classes.skip}>
        Skip to content
      </a>
      <AppShell.Header hiddenFrom="sm" className={classes.header}>
        <Group h="100%" px="sm" justify="space-between">
          <Brand />
          <Group gap={4}>
            <UnstyledButton className={classes.iconButton} onClick={spotlight.open} aria-label="Search and commands">
              <IconSearch size={18} />
            </UnstyledButton>
            <Burger
              opened={opened}
              onClick={toggle}
              size="sm"
              aria-label={opened ? "Close navigation" : "Open navigation"}
              aria-expanded={opened}
            />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar className={classes.navbar} aria-label="Main">
        <div className={classes.brandRow}>
          <Brand />
        </div>
        <UnstyledButton className={classes.search} onClick={spotlight.open} visibleFrom="sm">
          <IconSearch size={15} aria-hidden />
          <span>Search</span>
          <kbd className={classes.kbd}>Ctrl K</kbd>
        </UnstyledButton>
        <Navigation role={user.role} />
        <UserMenu user={user} />
      </AppShell.Navbar>
      <AppShell.Main className={classes.main} id="main" tabIndex={-1}>
        <div className={classes.page}>{children}</div>
      </AppShell.Main>
      <CommandPalette role={user.role} />
    </AppShell>
  );
}

function Brand() {
  return (
    <Link href="/" className={classes.brand}>
      <Image src="/logo.svg" alt="" width={24} height={24} />
      Attaché
    </Link>
  );
}
