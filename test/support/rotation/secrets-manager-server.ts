import { createServer, type Server } from "node:http";
import { type AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { z } from "zod";
import { SecretStoreError } from "../../../rotation/secret-store-error";
import { type MemorySecret } from "./memory-secret";

const requestSchema = z.object({
  SecretId: z.string(),
  VersionId: z.string().optional(),
  ClientRequestToken: z.string().default(""),
  SecretString: z.string().default(""),
  VersionStages: z.array(z.string()).optional(),
  VersionStage: z.string().default(""),
  RemoveFromVersionId: z.string().optional(),
  MoveToVersionId: z.string().optional(),
});
type Request = z.output<typeof requestSchema>;

/** Secrets Manager's API for one secret in memory, by HTTP on this machine. */
export class SecretsManagerServer {
  /** The requests so far, by operation, as they came. */
  readonly requests: [operation: string, body: unknown][] = [];
  private readonly server: Server;

  constructor(private readonly secret: MemorySecret) {
    this.server = createServer((request, response) => {
      void json(request).then((body) => {
        const operation = String(request.headers["x-amz-target"]).replace("secretsmanager.", "");
        this.requests.push([operation, body]);
        const [status, answer] = this.answer(operation, body);
        response.writeHead(status, { "content-type": "application/x-amz-json-1.1" });
        response.end(JSON.stringify(answer));
      });
    });
  }

  /** Starts to listen, and gives the address. */
  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    const { port } = this.server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private answer(operation: string, body: unknown): [status: number, answer: object] {
    const request = requestSchema.parse(body);
    try {
      if (request.SecretId !== this.secret.arn) return [400, { __type: "ResourceNotFoundException" }];
      return [200, this.do(operation, request)];
    } catch (error) {
      return [400, { __type: error instanceof SecretStoreError ? error.code : String(error) }];
    }
  }

  private do(operation: string, request: Request): object {
    const { arn: ARN, name: Name, rotationEnabled: RotationEnabled } = this.secret;
    switch (operation) {
      case "DescribeSecret":
        return { ARN, Name, RotationEnabled, VersionIdsToStages: this.secret.labels() };
      case "GetSecretValue":
        return { ARN, Name, SecretString: this.read(request.VersionId) };
      case "PutSecretValue":
        this.secret.put(request.ClientRequestToken, request.SecretString, request.VersionStages);
        return { ARN, Name };
      case "UpdateSecretVersionStage":
        this.secret.move(request.VersionStage, request.RemoveFromVersionId, request.MoveToVersionId);
        return { ARN, Name };
      default:
        throw new Error("UnknownOperationException");
    }
  }

  private read(id = this.secret.versionWith("AWSCURRENT")): string {
    const text = id === undefined ? undefined : this.secret.text(id);
    if (text !== undefined) return text;
    throw new SecretStoreError("GetSecretValue", this.secret.arn, "ResourceNotFoundException");
  }
}
