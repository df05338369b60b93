"use client";

import { Menu, UnstyledButton } from "@mantine/core";
import { IconLogout, IconSelector, IconUserCircle } from "@tabler/icons-react";
import Link from "next/link";
import { signOut } from "next-auth/react";
import type { Role } from "@/lib/users/schema";
import { ROLE_LABELS } from "@/lib/users/wording";
import classes from "./shell.module.css";

export type ShellUser = { name: string; email: string; role: Role };

/** Who is signed in, and the way out. */
export function UserMenu({ user }: { user: ShellUser }) {
  return (
    <Menu position="top-start" width={210} withinPortal>
      <Menu.Target>
        <UnstyledButton className={classes.user} aria-label={`${user.name}, ${ROLE_LABELS[user.role]}: account menu`}>
          <span className={classes.userWords}>
            <span className={classes.userName} title={user.name}>
              {user.name}
            </span>
            <span className={classes.userRole}>{ROLE_LABELS[user.role]}</span>
          </span>
          <IconSelector size={15} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label className={classes.userEmail}>{user.email}</Menu.Label>
        <Menu.Item component={Link} href="/settings/account" leftSection={<IconUserCircle size={16} />}>
          Your account
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => signOut({ callbackUrl: "/sign-in" })}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
