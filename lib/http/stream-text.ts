import "server-only";
import { log } from "@/lib/log";

/**
 * A response's body from pieces of text, made as fast as they are taken. A failure before the first piece is thrown, so
 * that it is answered as an error; one later breaks the connection off: a file that is cut short must not look whole.
 */
export async function streamText(pieces: AsyncGenerator<string>): Promise<ReadableStream<Uint8Array>> {
  const encoder = new TextEncoder();
  let first: IteratorResult<string> | null = await pieces.next();
  return new ReadableStream({
    async pull(controller) {
      try {
        const { done, value } = first ?? (await pieces.next());
        first = null;
        if (done) return controller.close();
        controller.enqueue(encoder.encode(value));
      } catch (error) {
        log.error({ err: error }, "a download was broken off");
        controller.error(error);
      }
    },
    async cancel() {
      await pieces.return(undefined);
    },
  });
}
