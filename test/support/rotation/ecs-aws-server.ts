import { createServer, type IncomingMessage, type Server } from "node:http";
import { type AddressInfo } from "node:net";

/** An answer: JSON, with what Lambda's Invoke says in a header. */
export interface AwsAnswer {
  body: unknown;
  functionError?: string;
  /** The name of the error that the operation fails with, and its status. */
  refusal?: { name: string; status: number };
}

/**
 * An HTTP server that SDK clients take for AWS: it answers each operation with the next of the answers that a test gave it, and
 * writes down what was asked.
 */
export class AwsServer {
  /** Each call, as its operation and its request. */
  readonly calls: [string, unknown][] = [];
  /** The Region that each call was signed for. */
  readonly regions: string[] = [];
  private readonly answers = new Map<string, AwsAnswer[]>();
  private server?: Server;

  async start(): Promise<void> {
    const server = createServer((request, response) => {
      void bodyOf(request).then((text) => {
        const { operation, asked } = readRequest(request, text);
        this.calls.push([operation, asked]);
        this.regions.push(
          /Credential=[^/]+\/\d+\/([^/]+)/.exec(request.headers.authorization ?? "")?.[1] ?? "",
        );
        const answer = this.answers.get(operation)?.shift() ?? { body: {} };
        if (answer.functionError !== undefined)
          response.setHeader("x-amz-function-error", answer.functionError);
        if (answer.refusal !== undefined) {
          response.statusCode = answer.refusal.status;
          response.setHeader("x-amzn-errortype", answer.refusal.name);
        }
        response.end(operation === "Publish" ? published : JSON.stringify(answer.body));
      });
    });
    this.server = server;
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  }

  async stop(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((resolve) => this.server?.close(resolve));
  }

  /** The next answer to an operation. */
  answer(operation: string, body: unknown, functionError?: string): void {
    this.add(operation, functionError === undefined ? { body } : { body, functionError });
  }

  /** The next answer to an operation is that it fails. */
  refuse(operation: string, name: string, status: number): void {
    this.add(operation, { body: {}, refusal: { name, status } });
  }

  private add(operation: string, answer: AwsAnswer): void {
    this.answers.set(operation, [...(this.answers.get(operation) ?? []), answer]);
  }

  /** For each client. */
  options() {
    const { port } = this.server?.address() as AddressInfo;
    return {
      endpoint: `http://127.0.0.1:${port}`,
      region: "us-east-1",
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
      maxAttempts: 1,
    };
  }
}

const published =
  "<PublishResponse><PublishResult><MessageId>1</MessageId></PublishResult></PublishResponse>";

function readRequest({ headers, url }: IncomingMessage, text: string): { operation: string; asked: unknown } {
  const target = headers["x-amz-target"];
  if (typeof target === "string") return { operation: target.split(".")[1] ?? "", asked: JSON.parse(text) };
  const form = new URLSearchParams(text);
  const action = form.get("Action");
  if (action !== null) return { operation: action, asked: Object.fromEntries(form) };
  return { operation: url ?? "", asked: JSON.parse(text) };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
