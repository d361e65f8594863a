import { type IncomingMessage, type ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";

import { localAws } from "./local-aws";
import { LoopbackServer } from "./loopback-server";

/** A call of AWS as it goes by. */
export interface ProxiedCall {
  /** The operation, such as `RotateSecret`; `Invoke` of Lambda. */
  operation: string;
  body: string;
}

export interface ProxyHooks {
  /** Before a call goes on; the name of an error answers it with that instead, and true with a ThrottlingException. */
  before?: (call: ProxiedCall) => Refusal | Promise<Refusal>;
  /** After its answer has come, and before it is handed back. */
  after?: (call: ProxiedCall) => void | Promise<void>;
}

type Refusal = boolean | string | undefined;

/** A field of a call's body. */
export function fieldOf({ body }: ProxiedCall, name: string): string {
  const value = (JSON.parse(body) as Record<string, unknown>)[name];
  return typeof value === "string" ? value : "";
}

/** An endpoint in front of the local AWS that hands calls on and lets a test step in between. */
export class AwsProxy {
  readonly calls: ProxiedCall[] = [];
  hooks: ProxyHooks = {};
  private readonly server = new LoopbackServer((request, response) => this.serve(request, response));

  async start(): Promise<this> {
    await this.server.start();
    return this;
  }

  stop(): Promise<void> {
    return this.server.stop();
  }

  get endpoint(): string {
    return this.server.endpoint;
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const content = await buffer(request);
    const target = String(request.headers["x-amz-target"] ?? "Invoke");
    const call = { operation: target.slice(target.lastIndexOf(".") + 1), body: content.toString() };
    this.calls.push(call);
    const refusal = await this.hooks.before?.(call);
    if (refusal !== undefined && refusal !== false) {
      refuse(response, refusal === true ? "ThrottlingException" : refusal);
      return;
    }
    if (response.destroyed) return; // whoever called has ended meanwhile
    const headers = Object.entries(request.headers).filter(([name]) => name !== "connection");
    const answer = await fetch(new URL(request.url ?? "/", localAws().endpoint), {
      method: request.method ?? "POST",
      headers: Object.fromEntries(headers.map(([name, value]) => [name, String(value)])),
      ...(content.length > 0 && { body: content }),
    });
    const bytes = Buffer.from(await answer.arrayBuffer());
    await this.hooks.after?.(call);
    response.writeHead(answer.status, Object.fromEntries(answer.headers));
    response.end(bytes);
  }
}

function refuse(response: ServerResponse, name: string): void {
  response.writeHead(400, { "content-type": "application/x-amz-json-1.1", "x-amzn-errortype": name });
  response.end(JSON.stringify({ __type: name, message: "refused by the test" }));
}
