import { z } from "zod";
import { IMAGE_FORMATS, qrImage } from "@/lib/codes/qr";
import { findShortcode } from "@/lib/codes/queries";
import { getPool } from "@/lib/db/pool";
import { userRoute } from "@/lib/http/with-route";

const schema = z.object({ id: z.uuid(), format: z.enum(IMAGE_FORMATS) });

/** The QR code of a shortcode's referral link, as an image. */
export const GET = userRoute(schema, async ({ id, format }) => {
  const code = await findShortcode(getPool(), id);
  if (code === null) return null;
  const { body, type } = qrImage(`${process.env.ATTACHE_URL}/r/${code}`, format);
  return new Response(body, {
    headers: { "content-type": type, "content-disposition": `inline; filename="qr-${code}.${format}"` },
  });
});
