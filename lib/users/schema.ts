import { z } from "zod";

export const ROLES = ["admin", "marketer"] as const;
export type Role = (typeof ROLES)[number];

export const THEMES = ["auto", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

/** Shorter ones are guessed; NIST SP 800-63B asks for length, not for kinds of characters. */
export const PASSWORD_MIN_LENGTH = 10;

const email = z.string().trim().pipe(z.email("This is not an e-mail address.").max(254));
const name = z.string().trim().min(1, "Enter a name.").max(200, "A name has at most 200 characters.");
const token = z.string().min(1).max(200);

/** A new password; compared in its normal form, so that it can be typed on any keyboard. */
export const newPassword = z
  .string()
  .min(PASSWORD_MIN_LENGTH, `A password has at least ${PASSWORD_MIN_LENGTH} characters.`)
  .max(200, "A password has at most 200 characters.");

export const firstAdminSchema = z.object({ token, email, name, password: newPassword });
export type FirstAdminInput = z.input<typeof firstAdminSchema>;

/** The first admin as the operator's environment names them; the messages name the variable. */
export const operatorAdminSchema = z.object({
  email: z
    .string("ATTACHE_ADMIN_PASSWORD is set and ATTACHE_ADMIN_EMAIL is not: set both, or neither.")
    .trim()
    .pipe(z.email("ATTACHE_ADMIN_EMAIL is not an e-mail address.")),
  password: z
    .string("ATTACHE_ADMIN_EMAIL is set and ATTACHE_ADMIN_PASSWORD is not: set both, or neither.")
    .min(PASSWORD_MIN_LENGTH, `ATTACHE_ADMIN_PASSWORD is too short: use at least ${PASSWORD_MIN_LENGTH} characters.`)
    .max(200, "ATTACHE_ADMIN_PASSWORD is too long: use at most 200 characters."),
});

export const inviteUserSchema = z.object({ email, name, role: z.enum(ROLES) });
export type InviteUserInput = z.input<typeof inviteUserSchema>;

export const acceptInvitationSchema = z.object({ token, password: newPassword });
export type AcceptInvitationInput = z.input<typeof acceptInvitationSchema>;

export const userIdSchema = z.object({ userId: z.uuid() });
export const changeRoleSchema = userIdSchema.extend({ role: z.enum(ROLES) });
export const setDisabledSchema = userIdSchema.extend({ disabled: z.boolean() });

export const changePasswordSchema = z.object({
  currentPassword: z.string().min(1, "Enter your current password.").max(200),
  newPassword,
});
export type ChangePasswordInput = z.input<typeof changePasswordSchema>;

function isTimeZone(value: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: value });
    return true;
  } catch {
    return false;
  }
}

/** What is left out stays as it is. */
export const preferencesSchema = z
  .object({
    name,
    theme: z.enum(THEMES),
    /** An IANA zone; null follows the browser. */
    timeZone: z.string().max(64).refine(isTimeZone, "This is not a time zone.").nullable(),
  })
  .partial();
export type PreferencesInput = z.input<typeof preferencesSchema>;

/** How one user looks at one table: which columns are hidden, and how dense its rows are. */
export const tableSettingsSchema = z.object({
  hiddenColumns: z.array(z.string().max(64)).max(50),
  density: z.enum(["compact", "comfortable"]),
});
export type TableSettings = z.output<typeof tableSettingsSchema>;

export const saveTableSettingsSchema = z.object({ table: z.string().max(64), settings: tableSettingsSchema });

/** Somebody who uses Attaché, as Settings > Team shows them. Instants are ISO 8601 in UTC. */
export type TeamMember = {
  id: string;
  email: string;
  name: string;
  role: Role;
  status: "active" | "invited" | "disabled";
  lastSeenAt: string | null;
  createdAt: string;
};
