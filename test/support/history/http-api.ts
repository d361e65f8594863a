import { once } from "node:events";
import { createServer, type IncomingMessage, type Server } from "node:http";

/** What the server answers: a status and a body that becomes JSON. */
export interface Answer {
  status?: number;
  body: object;
}

/** A request, without the service before the operation. */
export interface Request {
  operation: string;
  body: Record<string, unknown>;
  /** ms since 1970. */
  at: number;
}

/** A small server that speaks AWS's JSON protocol. It answers by what `answer` says and keeps every request. */
export class HttpApi {
  readonly requests: Request[] = [];
  private constructor(
    private readonly server: Server,
    readonly endpoint: string,
  ) {}

  static async start(answer: (request: Request) => Answer): Promise<HttpApi> {
    const server = createServer();
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("a TCP server has no port");
    const api = new HttpApi(server, `http://127.0.0.1:${address.port}`);
    server.on("request", (incoming, outgoing) => {
      void readRequest(incoming).then((request) => {
        api.requests.push(request);
        const { status = 200, body } = answer(request);
        outgoing.writeHead(status, { "content-type": "application/x-amz-json-1.1" });
        outgoing.end(JSON.stringify(body));
      });
    });
    return api;
  }

  async stop(): Promise<void> {
    this.server.close();
    this.server.closeAllConnections();
    await once(this.server, "close");
  }
}

async function readRequest(incoming: IncomingMessage): Promise<Request> {
  let text = "";
  for await (const chunk of incoming.setEncoding("utf8")) text += String(chunk);
  const target = String(incoming.headers["x-amz-target"]);
  const body: unknown = JSON.parse(text === "" ? "{}" : text);
  if (typeof body !== "object" || body === null) throw new TypeError("a request's body is a JSON object");
  return { operation: target.slice(target.lastIndexOf(".") + 1), body: { ...body }, at: Date.now() };
}
