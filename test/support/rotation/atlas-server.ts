import { randomUUID } from "node:crypto";
import { type IncomingMessage, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { z } from "zod";
import { type DeclarationOf, strategySchema } from "../../../rotation/contract/strategy-schema";
import { type MongodbConnection } from "../../../rotation/strategies/mongodb-connection";
import { LoopbackServer } from "../loopback-server";
import { secretText } from "../secret-text";

/** What a database user is made of in requests. Fields that the API does not have are refused. */
const userRequest = z.strictObject({
  groupId: z.string(),
  databaseName: z.literal("admin"),
  username: z.string().min(1),
  password: z.string().min(8),
  roles: z
    .array(
      z.strictObject({
        roleName: z.string(),
        databaseName: z.string(),
        collectionName: z.string().optional(),
      }),
    )
    .min(1),
  scopes: z.array(z.strictObject({ name: z.string(), type: z.enum(["CLUSTER", "DATA_LAKE", "STREAM"]) })),
  deleteAfterDate: z.iso.datetime().optional(),
});
type UserRequest = z.output<typeof userRequest>;
export type AtlasUser = Omit<UserRequest, "password"> & { awsIAMType?: string };

/** How the API behaves beyond what is usual. */
export interface AtlasBehaviour {
  /** For how many looks at the cluster's status after a change it is not yet PENDING. Default 0. */
  slow?: number;
  /** For how many further looks it is PENDING. Default 0. */
  pending?: number;
  /** Requests for which it does the work and then hangs up, once, by their `<METHOD> <path>`. */
  losesAnswerTo?: RegExp;
  /** Statuses of its next answers to requests other than for a token, in place of any work. */
  failures?: number[];
  /** Requests that it answers with a conflict, or with not knowing the user, by their `<METHOD> <path>`. */
  failsTo?: RegExp;
  /** Whether a user of this name comes to be just before it is made. */
  isOvertaken?: boolean;
}

interface Answer {
  status: number;
  body: object;
}
const versioned = /^application\/vnd\.atlas\.\d{4}-\d\d-\d\d\+json$/;

/**
 * The part of the Atlas Admin API that is about database users, on a loopback address, with a project that has one cluster. What is
 * documented is answered, and all else refused: https://www.mongodb.com/docs/api/doc/atlas-admin-api-v2/group/endpoint-database-users.
 * The cluster is a MongoDB server on which the users come to be, some looks at the cluster's status later.
 */
export class AtlasServer {
  readonly groupId = "5f4d3c2b1a0f9e8d7c6b5a40";
  readonly clusterName = "auth-test";
  readonly clientId = `mdb_sa_id_${randomUUID()}`;
  readonly clientSecret = secretText(`mdb_sa_sk_${randomUUID()}`);
  /** Every request so far, as `<METHOD> <path>`, the project and users left out. */
  readonly requests: string[] = [];
  readonly users = new Map<string, AtlasUser>();
  behaviour: AtlasBehaviour = {};
  private readonly tokens = new Set<string>();
  private changes: (() => Promise<unknown>)[] = [];
  private looks = 0;
  private readonly server = new LoopbackServer((request, response) => this.serve(request, response));

  /** @param cluster Makes and changes users of the cluster. */
  constructor(private readonly cluster: MongodbConnection) {}

  async start(): Promise<this> {
    await this.server.start();
    return this;
  }

  stop(): Promise<void> {
    return this.server.stop();
  }

  get host(): string {
    return this.server.host;
  }

  /** What a key that is rotated here is declared as. */
  declaration(): DeclarationOf<"mongodb-atlas"> {
    const { groupId, clusterName } = this;
    const declared = strategySchema.parse({
      strategy: "mongodb-atlas",
      adminSecretArn: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:atlas-admin-AbCdEf",
      groupId,
      clusterName,
      apiUrl: `http://${this.host}/`,
    });
    if (declared.strategy !== "mongodb-atlas") throw new Error("another strategy was declared");
    return declared;
  }

  /** Makes a user as a person does, and waits for the cluster. */
  async addUser(user: Omit<UserRequest, "groupId" | "databaseName">): Promise<void> {
    this.create({ groupId: this.groupId, databaseName: "admin", ...user });
    await this.apply();
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = "", url = "" } = request;
    const base = `/api/atlas/v2/groups/${this.groupId}`;
    const shown = `${method} ${url.replace(base, "").replace(/(databaseUsers\/admin\/).*/, "$1{username}")}`;
    this.requests.push(shown);
    const body = await text(request);
    const answer =
      url === "/api/oauth/token" ? this.tokenFor(request, body) : await this.guarded(request, base, body);
    if (this.behaviour.losesAnswerTo?.test(shown) === true) {
      delete this.behaviour.losesAnswerTo;
      return void request.socket.destroy();
    }
    response.writeHead(answer.status, { "content-type": "application/json" });
    response.end(JSON.stringify(answer.body));
  }

  private tokenFor({ method, headers }: IncomingMessage, body: string): Answer {
    const basic = Buffer.from(`${this.clientId}:${this.clientSecret}`).toString("base64");
    const isForm = headers["content-type"] === "application/x-www-form-urlencoded";
    if (method !== "POST" || !isForm || body !== "grant_type=client_credentials")
      return failed(400, "INVALID");
    if (headers.authorization !== `Basic ${basic}`) return failed(401, "INVALID_CLIENT");
    const token = secretText();
    this.tokens.add(token);
    return { status: 200, body: { access_token: token, expires_in: 3600, token_type: "Bearer" } };
  }

  private async guarded(request: IncomingMessage, base: string, body: string): Promise<Answer> {
    const { method = "", url = "", headers } = request;
    const failure = this.behaviour.failures?.shift() ?? this.conflictIn(method, url);
    if (failure !== undefined) return failed(failure, "UNEXPECTED_ERROR");
    if (!this.tokens.has((headers.authorization ?? "").replace(/^Bearer /, "")))
      return failed(401, "NO_TOKEN");
    if (!versioned.test(headers.accept ?? "")) return failed(406, "INVALID_VERSION_DATE");
    if (!url.startsWith(`${base}/`)) return failed(404, "GROUP_NOT_FOUND");
    const path = url.slice(base.length);
    if (method === "GET" && path === `/clusters/${this.clusterName}/status`) return this.status();
    const [, encoded] = /^\/databaseUsers(?:\/admin\/([^/]+))?$/.exec(path) ?? [];
    const name = encoded && decodeURIComponent(encoded);
    if (method === "GET" && name) return this.userOf(name);
    if (!versioned.test(headers["content-type"] ?? "")) return failed(415, "INVALID_VERSION_DATE");
    const { success, data } = userRequest.safeParse(JSON.parse(body));
    if (!success || data.groupId !== this.groupId) return failed(400, "INVALID_ATTRIBUTE");
    if (method === "POST" && path === "/databaseUsers") return Promise.resolve(this.create(data));
    if (method === "PATCH" && name === data.username) return this.update(data);
    return failed(405, "METHOD_NOT_ALLOWED");
  }

  private conflictIn(method: string, url: string): number | undefined {
    if (this.behaviour.failsTo?.test(`${method} ${url}`) !== true) return undefined;
    return method === "POST" ? 409 : 404;
  }

  private userOf(name: string): Answer {
    const user = this.users.get(name);
    return user === undefined ? unknownUser(name) : { status: 200, body: user };
  }

  private create(request: UserRequest): Answer {
    const { username } = request;
    if (this.behaviour.isOvertaken === true) {
      this.behaviour.isOvertaken = false;
      this.create({ ...request, password: secretText() });
    }
    if (this.users.has(username)) return failed(409, "USER_ALREADY_EXISTS");
    this.keep(request);
    this.change(() =>
      this.cluster.command("admin", { createUser: username, pwd: request.password, roles: rolesOf(request) }),
    );
    return { status: 201, body: this.users.get(username) ?? {} };
  }

  private update(request: UserRequest): Answer {
    const { username } = request;
    if (!this.users.has(username)) return unknownUser(username);
    this.keep(request);
    this.change(() =>
      this.cluster.command("admin", { updateUser: username, pwd: request.password, roles: rolesOf(request) }),
    );
    return { status: 200, body: this.users.get(username) ?? {} };
  }

  private keep({ groupId, databaseName, username, roles, scopes, deleteAfterDate }: UserRequest): void {
    const end = deleteAfterDate === undefined ? {} : { deleteAfterDate };
    this.users.set(username, { groupId, databaseName, username, roles, scopes, ...end });
  }

  private change(change: () => Promise<unknown>): void {
    this.changes.push(change);
    this.looks = 0;
  }

  private async status(): Promise<Answer> {
    const { slow = 0, pending = 0 } = this.behaviour;
    this.looks += 1;
    if (this.looks > slow + pending) await this.apply();
    const isPending = this.changes.length > 0 && this.looks > slow;
    return { status: 200, body: { changeStatus: isPending ? "PENDING" : "APPLIED" } };
  }

  private async apply(): Promise<void> {
    const changes = this.changes;
    this.changes = [];
    for (const change of changes) await change();
  }
}

function rolesOf({ roles }: UserRequest) {
  return roles.map(({ roleName, databaseName }) => ({ role: roleName, db: databaseName }));
}

/** Its details quote what was asked for. */
function unknownUser(name: string): Answer {
  return failed(404, "USERNAME_NOT_FOUND", `No user with username ${name} exists.`);
}

function failed(error: number, errorCode: string, detail = ""): Answer {
  return { status: error, body: { error, errorCode, detail } };
}
