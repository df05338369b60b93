import { timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { getPool } from "@/lib/db/pool";
import { errorResponse } from "@/lib/http/with-route";
import { createFirstAdmin, createSetupLink } from "@/lib/users/commands";
import { hasUsers } from "@/lib/users/queries";
import { operatorAdminSchema } from "@/lib/users/schema";
import { loadDemoData } from "@/prisma/seed/load";

const launchSchema = z.object({ demo: z.boolean().default(false) });

/** The launcher's own door, told by a token that only this start knows: the first admin or the setup link, demo data. */
export async function POST(request: Request): Promise<Response> {
  if (!isLauncher(request.headers.get("authorization"))) return errorResponse("not_found");
  const { demo } = launchSchema.parse(await request.json());
  const admin = await ensureFirstAdmin();
  const loaded = demo && !admin.problem ? await loadDemoData(getPool(), {}) : null;
  return Response.json({
    setupUrl: admin.setupUrl,
    createdAdmin: admin.created,
    demo: loaded === null ? null : loaded.outcome === "loaded" ? "loaded" : "refused",
    message: admin.problem ?? (loaded?.outcome === "not_empty" ? loaded.message : null),
  });
}

function isLauncher(authorization: string | null): boolean {
  const expected = Buffer.from(`Bearer ${process.env.ATTACHE_LAUNCH_TOKEN ?? ""}`);
  const given = Buffer.from(authorization ?? "");
  return (
    Boolean(process.env.ATTACHE_LAUNCH_TOKEN) && given.length === expected.length && timingSafeEqual(given, expected)
  );
}

type FirstAdmin = { created: boolean; setupUrl: string | null; problem: string | null };

/** From ATTACHE_ADMIN_EMAIL and ATTACHE_ADMIN_PASSWORD when there is no user yet, else by a one-time setup link. */
async function ensureFirstAdmin(): Promise<FirstAdmin> {
  const db = getPool();
  if (await hasUsers(db)) return { created: false, setupUrl: null, problem: null };
  const { ATTACHE_ADMIN_EMAIL: email, ATTACHE_ADMIN_PASSWORD: password, ATTACHE_URL: url } = process.env;
  if (email || password) {
    const parsed = operatorAdminSchema.safeParse({ email, password });
    if (!parsed.success) return { created: false, setupUrl: null, problem: parsed.error.issues[0]!.message };
    const name = parsed.data.email.split("@")[0]!;
    const outcome = await createFirstAdmin(db, { ...parsed.data, name });
    return { created: outcome === "created", setupUrl: null, problem: null };
  }
  const token = await createSetupLink(db);
  return { created: false, setupUrl: token && `${url}/setup?token=${token}`, problem: null };
}
