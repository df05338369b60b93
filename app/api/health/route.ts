import { getPool } from "@/lib/db/pool";
import { log } from "@/lib/log";

export const dynamic = "force-dynamic";

/** For load balancers and monitors: 200 when this server and its database answer, 503 otherwise. Open to everybody. */
export async function GET(): Promise<Response> {
  try {
    await getPool().query("SELECT 1");
    return Response.json({ status: "ok" });
  } catch (error) {
    log.error({ err: error }, "the database does not answer");
    return Response.json({ status: "unavailable" }, { status: 503 });
  }
}
