import type { APIResponse } from "@playwright/test";
import { z } from "zod";
import { expect } from "../../fixtures";

type Schema = Record<string, unknown>;
type Headers = Record<string, { required?: boolean }>;
type Responses = Record<string, { content: { "application/json": { schema: Schema } }; headers?: Headers }>;
type Document = {
  paths: Record<string, Record<string, { operationId: string; responses: Responses }>>;
  components: { schemas: Record<string, Schema> };
};

/** What the running server says of its API, and holds itself to. */
export class Contract {
  private constructor(readonly document: Document) {}

  static async read(baseURL: string): Promise<Contract> {
    const answer = await fetch(`${baseURL}/api/v1/openapi.json`);
    expect(answer.status).toBe(200);
    return new Contract(await answer.json());
  }

  /** Everything that can be answered, as "POST order/record 201". */
  answers(): string[] {
    return Object.entries(this.document.paths).flatMap(([path, operations]) =>
      Object.entries(operations).flatMap(([method, { responses }]) =>
        Object.keys(responses).map((status) => `${method.toUpperCase()} ${path.replace("/api/v1/", "")} ${status}`),
      ),
    );
  }

  /** Fails unless the document has this answer: its status at this operation, and every field of its body. */
  async check(method: string, path: string, answer: APIResponse): Promise<void> {
    const what = `${method} ${path} ${answer.status()}`;
    const response = this.responsesOf(method, path)[answer.status()];
    expect(response, `${what} is documented`).toBeDefined();
    expect(answer.headers()["content-type"], what).toBe("application/json");
    const headers = Object.entries(response!.headers ?? {}).filter(([, { required }]) => required);
    for (const [header] of headers) expect(answer.headers(), what).toHaveProperty(header.toLowerCase());
    const { schema } = response!.content["application/json"];
    const whole = {
      ...schema,
      $defs: { ...(schema.$defs as Schema | undefined), ...this.document.components.schemas },
    };
    const text = JSON.stringify(whole).replaceAll("#/components/schemas/", "#/$defs/");
    const parsed = z.fromJSONSchema(JSON.parse(text)).safeParse(await answer.json());
    expect(parsed.error && `${what}: ${z.prettifyError(parsed.error)}\n${await answer.text()}`).toBeUndefined();
  }

  private responsesOf(method: string, path: string): Responses {
    const plain = `/api/v1/${path.split("?")[0]}`;
    const found = Object.entries(this.document.paths)
      .filter(([template]) => new RegExp(`^${template.replaceAll(/\{\w+\}/g, "[^/]+")}$`).test(plain))
      .flatMap(([, operations]) => operations[method.toLowerCase()] ?? []);
    expect(found, `${method} ${plain} is documented`).toHaveLength(1);
    return found[0]!.responses;
  }
}
