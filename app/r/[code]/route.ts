import { findLink } from "@/lib/codes/queries";
import { referralTarget } from "@/lib/codes/rules";
import { getPool } from "@/lib/db/pool";
import { deadLinkPage } from "./dead-link-page";

/**
 * A referral link, open to everybody: leads to the destination of its campaign with the code in the query. It leads
 * nowhere else: where there is no such code, or none that works, a page says so.
 */
export async function GET(request: Request, { params }: RouteContext<"/r/[code]">): Promise<Response> {
  const { code } = await params;
  const link = await findLink(getPool(), code);
  if (!link) return deadLinkPage(404, "No referral link is spelled like this. It may be cut short or mistyped.");
  if (link.retired)
    return deadLinkPage(410, "This referral link has been retired. Ask whoever gave it to you for a new one.");
  if (!link.destinationUrl) {
    return deadLinkPage(404, "This referral link leads nowhere yet. Ask whoever gave it to you to look into it.");
  }
  const location = referralTarget(link.destinationUrl, link.code, new URL(request.url).searchParams);
  // Never kept by a browser: the destination may change, the code may be retired.
  return new Response(null, { status: 302, headers: { location, "cache-control": "no-store" } });
}
