import type { Role, TeamMember, Theme } from "./schema";

export const ROLE_LABELS: Record<Role, string> = { admin: "Admin", marketer: "Marketer" };

export const ROLE_DESCRIPTIONS: Record<Role, string> = {
  admin: "Sees and changes everything, and manages the team.",
  marketer: "Sees and exports all audience activity, changes nothing.",
};

export const MEMBER_STATUS_LABELS: Record<TeamMember["status"], string> = {
  active: "Active",
  invited: "Invited",
  disabled: "Disabled",
};

export const THEME_LABELS: Record<Theme, string> = { auto: "Same as the system", light: "Light", dark: "Dark" };

/** Why a change to the team was refused. */
export const TEAM_REFUSALS = {
  not_found: "This person is not in the team any more.",
  last_admin: "This is the last admin. Make somebody else an admin first.",
  email_taken: "Somebody in the team has this e-mail already.",
} as const;
