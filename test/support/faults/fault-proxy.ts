import { once } from "node:events";
import {
  Agent,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request as httpRequest,
  type ServerResponse,
} from "node:http";
import { buffer } from "node:stream/consumers";
import { setTimeout as delay } from "node:timers/promises";

import { LoopbackServer } from "../loopback-server";
import { type Fault, type FaultPlan } from "./faults";

export interface PassingCall {
  /** Such as `PutSecretValue`; `Invoke` of Lambda; the method where nothing names an operation. */
  operation: string;
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

export interface CallAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** Milliseconds by which a slow answer is late. */
const lateness = 2000;

const internalError = { status: 500, code: "InternalServiceError", message: "an internal error" };
/** What refuses a call before it has any effect. */
const refusals: Record<string, typeof internalError> = {
  throttled: { status: 400, code: "ThrottlingException", message: "Rate exceeded" },
  refused: internalError,
};

/** An endpoint in front of a local AWS that does harm to calls by a plan. */
export class FaultProxy {
  /** `undefined` for a quiet time. */
  plan: FaultPlan | undefined;
  /** How many calls have met each fault, and how many have come in all. */
  met: Partial<Record<Fault, number>> = {};
  calls = 0;
  /** Answers a call in place of the local AWS. */
  standIn: (call: PassingCall) => Promise<CallAnswer | undefined> = () => Promise.resolve(undefined);
  /** Hears of each call that the local AWS has done. */
  onDone: (call: PassingCall, answer: CallAnswer) => void = () => undefined;
  private readonly nth = new Map<string, number>();
  private readonly agent = new Agent({ keepAlive: true });
  private readonly server = new LoopbackServer((request, response) => this.serve(request, response));

  constructor(private readonly target: string) {}

  async start(): Promise<this> {
    await this.server.start();
    return this;
  }

  async stop(): Promise<void> {
    await this.server.stop();
    this.agent.destroy();
  }

  get endpoint(): string {
    return this.server.endpoint;
  }

  /** Begins a plan anew, or a quiet time. */
  begin(plan: FaultPlan | undefined): void {
    this.plan = plan;
    this.nth.clear();
  }

  /** Counts from nothing again. */
  forget(): void {
    this.met = {};
    this.calls = 0;
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const call = await readCall(request);
    const fault = this.faultOf(call);
    const refusal = refusals[fault ?? ""];
    if (refusal !== undefined) {
      answerError(response, call, refusal);
      return;
    }
    if (fault === "reset before") {
      request.socket.destroy();
      return;
    }
    if (fault === "twice") await this.handOn(call);
    const answer = await this.handOn(call);
    if (fault === "silent") return; // the caller gives up
    if (fault === "lost") {
      answerError(response, call, internalError);
      return;
    }
    if (fault === "reset after") {
      request.socket.destroy();
      return;
    }
    if (fault === "slow") await delay(lateness);
    response.writeHead(answer.status, answer.headers);
    response.end(answer.body);
  }

  private faultOf({ operation }: PassingCall): Fault | undefined {
    this.calls += 1;
    const nth = (this.nth.get(operation) ?? 0) + 1;
    this.nth.set(operation, nth);
    const fault = this.plan?.(operation, nth);
    if (fault !== undefined) this.met[fault] = (this.met[fault] ?? 0) + 1;
    return fault;
  }

  private async handOn(call: PassingCall): Promise<CallAnswer> {
    const answer = (await this.standIn(call)) ?? (await this.ask(call));
    this.onDone(call, answer);
    return answer;
  }

  private async ask({ method, path, headers, body }: PassingCall): Promise<CallAnswer> {
    const { hostname, port } = new URL(this.target);
    const sent = httpRequest({
      agent: this.agent,
      hostname,
      port,
      method,
      path,
      headers: ofMessage(headers),
    });
    sent.end(body);
    const [answer] = (await once(sent, "response")) as [IncomingMessage];
    const content = await buffer(answer);
    return { status: answer.statusCode ?? 500, headers: ofMessage(answer.headers), body: content };
  }
}

/** The headers that are about the message, and not about its connection. */
function ofMessage(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const kept = Object.entries(headers).filter(
    ([name]) => !["connection", "transfer-encoding"].includes(name),
  );
  return Object.fromEntries(kept);
}

async function readCall(request: IncomingMessage): Promise<PassingCall> {
  const { method = "POST", url: path = "/", headers } = request;
  const body = await buffer(request);
  return { operation: operationOf(method, path, headers, body), method, path, headers, body };
}

function operationOf(method: string, path: string, headers: IncomingHttpHeaders, body: Buffer): string {
  const target = headers["x-amz-target"];
  if (typeof target === "string") return target.slice(target.lastIndexOf(".") + 1);
  if (isQuery(headers)) return new URLSearchParams(body.toString()).get("Action") ?? method;
  return path.endsWith("/invocations") ? "Invoke" : method;
}

function isQuery(headers: IncomingHttpHeaders): boolean {
  return headers["content-type"]?.startsWith("application/x-www-form-urlencoded") === true;
}

/** In the form of the call's protocol. */
function answerError(
  response: ServerResponse,
  call: PassingCall,
  { status, code, message }: typeof internalError,
): void {
  if (isQuery(call.headers)) {
    response.writeHead(status, { "content-type": "text/xml" });
    response.end(
      `<ErrorResponse><Error><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`,
    );
    return;
  }
  response.writeHead(status, { "content-type": "application/x-amz-json-1.1", "x-amzn-errortype": code });
  response.end(JSON.stringify({ __type: code, message }));
}
