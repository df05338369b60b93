"use client";

import { Badge, VisuallyHidden } from "@mantine/core";
import { Instant } from "@/components/ui/instant";
import classes from "@/components/ui/plain-table.module.css";
import type { TeamMember } from "@/lib/users/schema";
import { MEMBER_STATUS_LABELS, ROLE_LABELS } from "@/lib/users/wording";
import { MemberMenu } from "./member-menu";

const STATUS_COLORS: Record<TeamMember["status"], string> = { active: "teal", invited: "cobalt", disabled: "gray" };

/** The team: a handful of people, hence a plain table. */
export function TeamTable({ members, ownId }: { members: TeamMember[]; ownId: string }) {
  return (
    <div className={classes.frame}>
      <table className={classes.table} aria-label="Team">
        <thead>
          <tr>
            <th scope="col">Person</th>
            <th scope="col">Role</th>
            <th scope="col">Access</th>
            <th scope="col" className={classes.optional}>
              Last seen
            </th>
            <th scope="col" className={classes.optional}>
              Added
            </th>
            <th scope="col">
              <VisuallyHidden>Actions</VisuallyHidden>
            </th>
          </tr>
        </thead>
        <tbody>
          {members.map((member) => (
            <MemberRow key={member.id} member={member} isSelf={member.id === ownId} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function MemberRow({ member, isSelf }: { member: TeamMember; isSelf: boolean }) {
  return (
    <tr>
      <td>
        <div className={classes.person} title={`${member.name}, ${member.email}`}>
          <span className={classes.name}>{member.name}</span>
          {isSelf && " (you)"}
          <br />
          <span className={classes.email}>{member.email}</span>
        </div>
      </td>
      <td>{ROLE_LABELS[member.role]}</td>
      <td>
        <Badge variant="light" color={STATUS_COLORS[member.status]} tt="none" fw={550}>
          {MEMBER_STATUS_LABELS[member.status]}
        </Badge>
      </td>
      <td className={classes.optional}>{member.lastSeenAt ? <Instant at={member.lastSeenAt} /> : "Never"}</td>
      <td className={classes.optional}>
        <Instant at={member.createdAt} precision="day" />
      </td>
      <td className={classes.actions}>
        <MemberMenu member={member} />
      </td>
    </tr>
  );
}
