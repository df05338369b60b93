import { getPool } from "@/lib/db/pool";
import { adminUploadRoute } from "@/lib/http/with-route";
import { receiveFile } from "@/lib/imports/receive";
import { type FileRefusal, MAX_FILE_BYTES, uploadSchema } from "@/lib/imports/schema";
import { FILE_REFUSAL_MESSAGES } from "@/lib/imports/wording";

export const runtime = "nodejs";

const STATUSES: Partial<Record<FileRefusal, number>> = { file_too_large: 413, spreadsheet: 415, not_text: 415 };
/** What nginx answers to a client that went away; nobody reads it. */
const CLIENT_GONE = 499;

/** Takes a file, whose bytes are the body, as it arrives: however large, it is never in memory as a whole. */
export const POST = adminUploadRoute(uploadSchema, async ({ kind, name }, { user, request }) => {
  if (Number(request.headers.get("content-length")) > MAX_FILE_BYTES) return refusal("file_too_large");
  try {
    const bytes = piecesOf(request.body);
    const received = await receiveFile(getPool(), { kind, name, userId: user.id, bytes });
    if (!received.ok) return refusal(received.refusal);
    return Response.json({ id: received.id }, { status: 201, headers: { "cache-control": "no-store" } });
  } catch (error) {
    // An upload that is cancelled breaks off the reading; that is no fault of ours.
    if (request.signal.aborted) return new Response(null, { status: CLIENT_GONE });
    throw error;
  }
});

function refusal(code: FileRefusal): Response {
  const headers = { "cache-control": "no-store" };
  return Response.json({ code, message: FILE_REFUSAL_MESSAGES[code] }, { status: STATUSES[code] ?? 422, headers });
}

async function* piecesOf(body: ReadableStream<Uint8Array> | null): AsyncGenerator<Uint8Array> {
  if (!body) return;
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    // Whoever stops reading before the end has refused the file: the rest need not be sent.
    await reader.cancel();
  }
}
