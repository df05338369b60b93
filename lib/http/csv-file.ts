import "server-only";
import { streamText } from "./stream-text";

/** The answer to a download: a CSV file, named after what it holds and the day, from pieces of text. */
export async function csvFile(name: string, pieces: AsyncGenerator<string>): Promise<Response> {
  const day = new Date().toISOString().slice(0, 10);
  return new Response(await streamText(pieces), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${name}-${day}.csv"`,
      "cache-control": "no-store",
    },
  });
}
