import type { APIRequestContext, APIResponse, PlaywrightWorkerArgs } from "@playwright/test";
import type { Scope } from "@/lib/api-keys/schema";
import { test as withFixtures } from "../../fixtures";
import type { Campaign, World } from "../../world";
import { Contract } from "./contract";

type KeyOptions = { scopes?: Scope[]; campaign?: Campaign; name?: string };

/**
 * Another program: it knows its key and the address of the API, and nothing else. Whatever it is answered must be what
 * the OpenAPI document says.
 */
export class Client {
  constructor(
    private readonly http: APIRequestContext,
    private readonly world: World,
    private readonly contract: Contract,
    readonly id: string,
    readonly secret: string,
  ) {}

  post(path: string, data: unknown, headers: Record<string, string> = {}) {
    const sent = { data, headers: { authorization: `Bearer ${this.secret}`, ...headers } };
    return this.checked("POST", path, this.http.post(`/api/v1/${path}`, sent));
  }

  patch(path: string, data: unknown) {
    const sent = { data, headers: { authorization: `Bearer ${this.secret}` } };
    return this.checked("PATCH", path, this.http.patch(`/api/v1/${path}`, sent));
  }

  get(path: string) {
    const sent = { headers: { authorization: `Bearer ${this.secret}` } };
    return this.checked("GET", path, this.http.get(`/api/v1/${path}`, sent));
  }

  form(path: string, form: Record<string, string>) {
    const sent = { form, headers: { authorization: `Token ${this.secret}` } };
    return this.checked("POST", path, this.http.post(`/api/v1/${path}`, sent));
  }

  /** By the address of the legacy API, which has the key in it; a username is anybody's. */
  legacy(
    path: string,
    data: unknown,
    headers: Record<string, string> = {},
    { token = this.secret, user = "shop" }: { token?: string; user?: string } = {},
  ) {
    return this.http.post(`/api/v2/${user}/${token}/json/${path}`, { data, headers });
  }

  legacyForm(path: string, form: Record<string, string>) {
    return this.http.post(`/api/v2/shop/${this.secret}/json/${path}`, { form });
  }

  legacyGet(path: string) {
    return this.http.get(`/api/v2/shop/${this.secret}/json/${path}`);
  }

  /** Sends with whatever credentials and body, as a program that is not set up rightly does. */
  raw(
    path: string,
    { authorization, body, type = "application/json" }: { authorization?: string; body: string; type?: string },
  ) {
    const headers: Record<string, string> = { "content-type": type };
    if (authorization !== undefined) headers.authorization = authorization;
    return this.checked("POST", path, this.http.post(`/api/v1/${path}`, { data: Buffer.from(body), headers }));
  }

  private async checked(method: string, path: string, sent: Promise<APIResponse>): Promise<APIResponse> {
    const answer = await sent;
    if (!path.includes("envelope=legacy")) await this.contract.check(method, path, answer);
    return answer;
  }

  async revoke(): Promise<void> {
    const { revokeApiKey } = await import("@/lib/api-keys/commands");
    await revokeApiKey(this.world.db, this.id);
  }

  /** Whether a request of this key was let in yet. */
  async wasLetIn(): Promise<boolean> {
    const { rowCount } = await this.world.db.query("SELECT FROM api_key_use WHERE key_id = $1", [this.id]);
    return rowCount === 1;
  }

  /** What the log says of this key's requests, oldest first. */
  async logged() {
    const { rows } = await this.world.db.query("SELECT * FROM integration_event WHERE key_id = $1 ORDER BY id", [
      this.id,
    ]);
    return rows;
  }
}

/** Makes keys and programs that have them. */
export class Programs {
  private readonly contexts: APIRequestContext[] = [];
  constructor(
    private readonly playwright: PlaywrightWorkerArgs["playwright"],
    private readonly world: World,
    private readonly baseURL: string,
    private readonly by: string,
  ) {}

  async program({
    scopes = ["attributions:write", "read"],
    campaign,
    name = "HubSpot",
  }: KeyOptions = {}): Promise<Client> {
    const { createApiKey } = await import("@/lib/api-keys/commands");
    const made = await createApiKey(this.world.db, this.by, {
      ...{ name: `${name} ${this.world.tag}`, integration: "hubspot", scopes, campaignId: campaign?.id },
    });
    if (made.outcome !== "created") throw new Error("The test's own key was refused.");
    const http = await this.playwright.request.newContext({ baseURL: this.baseURL });
    this.contexts.push(http);
    return new Client(http, this.world, await Contract.read(this.baseURL), made.id, made.secret);
  }

  async dispose(): Promise<void> {
    for (const http of this.contexts) await http.dispose();
  }
}

export const test = withFixtures.extend<{ programs: Programs }>({
  programs: async ({ playwright, world, baseURL, team }, use) => {
    const programs = new Programs(playwright, world, baseURL!, team.admin.id);
    await use(programs);
    await programs.dispose();
  },
});
export { expect } from "../../fixtures";
