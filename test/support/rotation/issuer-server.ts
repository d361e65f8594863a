import { randomUUID } from "node:crypto";
import { type IncomingMessage, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";
import { issuerSchema } from "../../../rotation/contract/issuer-schema";
import { type DeclarationOf } from "../../../rotation/contract/strategy-schema";
import { LoopbackServer } from "../loopback-server";
import { secretText } from "../secret-text";

export interface ActiveKey {
  id: string;
  name: string;
  key: string;
}

/** How an issuer behaves beyond what is usual. */
export interface IssuerBehaviour {
  /** Active keys that it allows; making one more is refused. Default 2. */
  limit?: number;
  /** Whether making a key ends the others. */
  oneKeyOnly?: boolean;
  /** Whether it answers a repeated Idempotency-Key with its first answer. */
  idempotent?: boolean;
  /** Requests for which it does the work and then hangs up, by their `<METHOD> <path>`. */
  losesAnswersTo?: RegExp;
  /** Statuses of its next answers, in place of any work. */
  failures?: number[];
  /** Milliseconds before it answers. */
  delay?: number;
  /** How often a new key is refused before it is accepted. */
  refusesNewKeys?: number;
}

const keyRequest = z.object({ name: z.string() });
interface Answer {
  status: number;
  body?: unknown;
}

/** A third party's API on a loopback address, that issues API keys to whoever has its admin key. */
export class IssuerServer {
  readonly adminKey = secretText();
  /** Every request so far, as `<METHOD> <path>`. */
  readonly requests: string[] = [];
  /** The Idempotency-Key of every request that had one. */
  readonly idempotencyKeys: string[] = [];
  readonly active: ActiveKey[] = [];
  behaviour: IssuerBehaviour = {};
  private readonly remembered = new Map<string, Answer>();
  private readonly server = new LoopbackServer((request, response) => this.serve(request, response));

  async start(): Promise<this> {
    await this.server.start();
    return this;
  }

  stop(): Promise<void> {
    return this.server.stop();
  }

  get url(): string {
    return this.server.endpoint;
  }

  /** What a key of this issuer is declared as. */
  declaration(settings: Partial<z.input<typeof issuerSchema>> = {}): DeclarationOf<"issuer"> {
    const headers = { Authorization: "Bearer {adminKey}" };
    const url = `${this.url}/v1/keys`;
    return issuerSchema.parse({
      strategy: "issuer",
      adminSecretArn: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:issuer-admin-AbCdEf",
      activeKeys: 2,
      idKey: "API_KEY_ID",
      create: { url, headers, body: '{"name":"{name}"}', key: "/data/key", id: "/data/id" },
      verify: { url: `${this.url}/v1/me`, headers: { "X-Api-Key": "{key}" } },
      revoke: { url: `${url}/{id}`, headers },
      list: { url, headers, keys: "/data", id: "/id", name: "/name" },
      ...settings,
    });
  }

  /** Issues a key as a person does. */
  issue(name = "by hand"): ActiveKey {
    const issued = { id: `key/${randomUUID()}`, name, key: secretText() };
    if (this.behaviour.oneKeyOnly === true) this.active.length = 0;
    this.active.push(issued);
    return issued;
  }

  isActive(key: string | undefined): boolean {
    return this.active.some((active) => active.key === key);
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const call = `${request.method ?? ""} ${request.url ?? ""}`;
    this.requests.push(call);
    const body = await text(request);
    const failure = this.behaviour.failures?.shift();
    const answer = failure === undefined ? this.answerOnce(call, request, body) : { status: failure };
    await delay(this.behaviour.delay ?? 0);
    if (this.behaviour.losesAnswersTo?.test(call) === true) return void request.socket.destroy();
    response.writeHead(answer.status, { "content-type": "application/json", location: "/v1/me" });
    response.end(answer.body === undefined ? undefined : JSON.stringify(answer.body));
  }

  private answerOnce(call: string, request: IncomingMessage, body: string): Answer {
    const idempotencyKey = request.headers["idempotency-key"];
    if (typeof idempotencyKey !== "string") return this.answer(call, request, body);
    this.idempotencyKeys.push(idempotencyKey);
    const before = this.behaviour.idempotent === true ? this.remembered.get(idempotencyKey) : undefined;
    const answer = before ?? this.answer(call, request, body);
    this.remembered.set(idempotencyKey, answer);
    return answer;
  }

  private answer(call: string, { headers }: IncomingMessage, body: string): Answer {
    if (call === "GET /v1/me") return { status: this.accepts(String(headers["x-api-key"])) ? 200 : 401 };
    if (headers.authorization !== `Bearer ${this.adminKey}`) return { status: 403 };
    if (call === "GET /v1/keys")
      return { status: 200, body: { data: this.active.map(({ id, name }) => ({ id, name })) } };
    if (call === "POST /v1/keys") return this.create(keyRequest.parse(JSON.parse(body)).name);
    const [, id = ""] = /^DELETE \/v1\/keys\/([^/]+)$/.exec(call) ?? [];
    const index = this.active.findIndex((active) => active.id === decodeURIComponent(id));
    if (index === -1) return { status: 404 };
    this.active.splice(index, 1);
    return { status: 204 };
  }

  private create(name: string): Answer {
    const { limit = 2 } = this.behaviour;
    if (this.active.length >= limit && this.behaviour.oneKeyOnly !== true) return { status: 409 };
    return { status: 201, body: { data: this.issue(name) } };
  }

  private accepts(key: string): boolean {
    const { refusesNewKeys = 0 } = this.behaviour;
    if (refusesNewKeys > 0 && key === this.active.at(-1)?.key) {
      this.behaviour.refusesNewKeys = refusesNewKeys - 1;
      return false;
    }
    return this.isActive(key);
  }
}
