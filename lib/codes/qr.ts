import "server-only";
import { generate } from "lean-qr";
import { toPngBuffer } from "lean-qr/extras/node_export";
import { toSvgSource } from "lean-qr/extras/svg";

export const IMAGE_FORMATS = ["svg", "png"] as const;
export type ImageFormat = (typeof IMAGE_FORMATS)[number];

/** Modules of white around the code, as the standard asks for (ISO/IEC 18004). */
const QUIET_ZONE = 4;
/** Pixels of a module: some 700 pixels for a usual link, sharp in print at 6 cm. */
const PNG_SCALE = 20;
const WHITE = [255, 255, 255, 255] as const;

/** The QR code of a link, black on white whatever it is put on: as a drawing of any size, or as an image. */
export function qrImage(link: string, format: ImageFormat): { body: string | Uint8Array<ArrayBuffer>; type: string } {
  const code = generate(link);
  if (format === "svg") {
    const body = toSvgSource(code, { on: "black", off: "white", pad: QUIET_ZONE, xmlDeclaration: true });
    return { body, type: "image/svg+xml" };
  }
  const png = toPngBuffer(code, { off: WHITE, pad: QUIET_ZONE, scale: PNG_SCALE });
  return { body: new Uint8Array(png), type: "image/png" };
}
