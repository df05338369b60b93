import { expect, test } from "vitest";
import { qrImage } from "./qr";

const LINK = "https://attache.example.test/r/C7FHXK34";
/** A link of this length is a code of 29 modules (version 3), with the white around it 37. */
const MODULES = 29 + 2 * 4;

test("the drawing of a link has white around it and a background of its own", () => {
  const { body, type } = qrImage(LINK, "svg");
  expect(type).toBe("image/svg+xml");
  expect(body).toContain(`viewBox="-4 -4 ${MODULES} ${MODULES}"`);
  expect(body).toMatch(/fill="white"/);
});

test("the image of a link is as large as print needs", () => {
  const { body, type } = qrImage(LINK, "png");
  expect(type).toBe("image/png");
  const png = Buffer.from(body as Uint8Array);
  expect(png.subarray(1, 4).toString()).toBe("PNG");
  // Width and height in the header chunk (ISO/IEC 15948, section 11.2.2).
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([MODULES * 20, MODULES * 20]);
});

test("another link is another code", () => {
  expect(qrImage(LINK, "svg")).not.toEqual(qrImage(`${LINK}9`, "svg"));
});
