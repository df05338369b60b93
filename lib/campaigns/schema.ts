import { z } from "zod";
import { contactTargetSchema } from "@/lib/contacts/schema";
import { createSegmentSchema } from "@/lib/segments/schema";

/** How a campaign stands at a moment: it has no end, or a later one, and has begun; it is to begin; its end has passed. */
export const CAMPAIGN_STATES = ["running", "not_started", "ended"] as const;
export type CampaignState = (typeof CAMPAIGN_STATES)[number];

/** Everything of a campaign that an admin can change, as audit events name it. */
export const CAMPAIGN_FIELDS = ["name", "uid", "destinationUrl", "segments", "startsAt", "endsAt"] as const;
export type CampaignField = (typeof CAMPAIGN_FIELDS)[number];

export const UID_MAX_LENGTH = 64;

const name = z
  .string()
  .trim()
  .min(1, "Enter a name.")
  .max(200, "A name has at most 200 characters.")
  .refine((text) => !text.includes("\0"), "A name is plain text.");

const uid = z
  .string()
  .trim()
  .regex(
    /^[A-Za-z0-9_-]{1,64}$/,
    "A Campaign UID has up to 64 letters, digits, hyphens and underscores, and no spaces: spring-2027.",
  );

const destinationUrl = z
  .string()
  .trim()
  .max(2000, "A destination has at most 2,000 characters.")
  .refine(
    isWebAddress,
    "Enter a whole web address that begins with https:// or http://, such as https://example.com/welcome.",
  );

/** An instant, or null for none. */
const instant = z.iso
  .datetime({ error: "This is not a date and time." })
  .refine((text) => /^(19|2\d)\d\d-/.test(text), "Choose a year between 1900 and 2999.")
  .nullable();
const segmentIds = z.array(z.uuid()).max(1000, "A campaign has at most 1,000 segments.");

const endsAfterStart = ({ startsAt, endsAt }: { startsAt?: string | null; endsAt?: string | null }) =>
  !startsAt || !endsAt || Date.parse(startsAt) < Date.parse(endsAt);

export const createCampaignSchema = z
  .object({
    name,
    /** Left out: made from the name. */
    uid: uid.nullish(),
    destinationUrl: destinationUrl.nullable(),
    segmentIds,
    startsAt: instant,
    endsAt: instant,
  })
  .refine(endsAfterStart, { path: ["endsAt"], message: "The end has to come after the start." });
export type CreateCampaignInput = z.input<typeof createCampaignSchema>;

/** A change of some fields; what is left out stays as it is, whatever somebody else makes of it meanwhile. */
export const updateCampaignSchema = z.object({
  id: z.uuid(),
  name: name.optional(),
  uid: uid.optional(),
  destinationUrl: destinationUrl.nullish(),
  segmentIds: segmentIds.optional(),
  /** Which they were when somebody began to edit them: only what was edited is changed. Without it `segmentIds` are all. */
  segmentIdsBefore: segmentIds.optional(),
  startsAt: instant.optional(),
  endsAt: instant.optional(),
});
export type UpdateCampaignInput = z.input<typeof updateCampaignSchema>;

export const campaignIdSchema = z.object({ id: z.uuid() });

/** At most this many contacts are added to a segment, or removed from it, by one bulk action. */
export const MEMBERSHIP_LIMIT = 500_000;

const membership = { change: z.enum(["add", "remove"]), target: contactTargetSchema };

/** Without `segmentId` it is about a segment that is still to be created. */
export const previewMembershipSchema = z.object({ ...membership, segmentId: z.uuid().nullable() });
export type PreviewMembershipInput = z.input<typeof previewMembershipSchema>;

/** `expected`: how many contacts matched in the preview. */
export const membershipSchema = z
  .object({
    ...membership,
    segment: z.union([z.object({ id: z.uuid() }), createSegmentSchema]),
    expected: z.int().min(0),
  })
  .refine(({ change, segment }) => change === "add" || "id" in segment, "Choose a segment that exists.");
export type MembershipInput = z.input<typeof membershipSchema>;

function isWebAddress(text: string): boolean {
  if (/\s/.test(text) || text.includes("\0") || !/^https?:\/\//.test(text)) return false;
  return URL.canParse(text);
}
