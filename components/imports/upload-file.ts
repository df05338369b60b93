import type { ImportKind } from "@/lib/imports/schema";
import { uploadUrl } from "./addresses";

export type Sent = { loaded: number; total: number };
export type Uploaded = { ok: true; id: string } | { ok: false; message: string; isCancelled?: boolean };

const UNREACHABLE = "The upload broke off: Attaché could not be reached. Check your connection, then upload it again.";
const FAILED = "Attaché could not take this file. Upload it again; if it happens again, its log says why.";

/**
 * Sends a file as it is, piece by piece. By XMLHttpRequest, because fetch does not say how much is sent.
 * Answers in every case: a refusal, a lost connection and a cancelled upload are answers too.
 */
export function uploadFile(
  { kind, name, body }: { kind: ImportKind; name: string; body: Blob },
  onProgress: (sent: Sent) => void,
  signal: AbortSignal,
): Promise<Uploaded> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("POST", uploadUrl(kind, name));
    // Without a type of its own the browser would send the file's, and a form's type means something else.
    request.setRequestHeader("content-type", "application/octet-stream");
    request.responseType = "json";
    request.upload.onprogress = ({ loaded, total }) => onProgress({ loaded, total });
    request.onload = () => resolve(readAnswer(request));
    request.onerror = () => resolve({ ok: false, message: UNREACHABLE });
    request.onabort = () => resolve({ ok: false, message: "", isCancelled: true });
    signal.addEventListener("abort", () => request.abort());
    request.send(body);
  });
}

function readAnswer({ status, response }: XMLHttpRequest): Uploaded {
  if (status === 201 && typeof response?.id === "string") return { ok: true, id: response.id };
  return { ok: false, message: status < 500 && typeof response?.message === "string" ? response.message : FAILED };
}
