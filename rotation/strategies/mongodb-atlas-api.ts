import * as z from "zod";
import { type Clock } from "../clock";
import { type DeclarationOf } from "../contract/strategy-schema";
import { RotationError } from "../rotation-error";
import { type StrategyTools } from "../strategy-factory";
import { TargetError } from "../target-error";
import { type HttpAnswer, type HttpRequest, sendHttp } from "./http";

/**
 * The version of the resources below. It has been the only one of database users and of a cluster's status so far:
 * https://www.mongodb.com/docs/api/doc/atlas-admin-api-v2/operation/operation-updategroupdatabaseuser and
 * https://www.mongodb.com/docs/api/doc/atlas-admin-api-v2/operation/operation-getgroupclusterstatus
 */
const mediaType = "application/vnd.atlas.2023-01-01+json";

const token = z.object({ access_token: z.string().min(1) });
const failure = z.object({ errorCode: z.string().regex(/^[A-Z0-9_]{1,100}$/) });

interface AtlasRequest {
  method: "GET" | "POST" | "PATCH";
  /** Below the project, with its values percent-encoded. */
  path: string;
  /** The path as messages show it: placeholders stand for values. */
  shownPath: string;
  body?: object;
}

/**
 * The Atlas Admin API v2 on one project, as a service account. Its token lasts for an hour, longer than any invocation:
 * https://www.mongodb.com/docs/atlas/api/service-accounts/generate-oauth2-token/
 */
export class AtlasApi {
  private token: Promise<string> | undefined;

  constructor(
    private readonly declaration: DeclarationOf<"mongodb-atlas">,
    private readonly tools: StrategyTools,
    private readonly clock: Clock,
  ) {}

  /** Sends a request. @returns The answer, whatever its status. @throws TargetError where there is none. */
  async send({ method, path, shownPath, body }: AtlasRequest): Promise<HttpAnswer & { place: string }> {
    const project = `/api/atlas/v2/groups/${this.declaration.groupId}`;
    this.token ??= this.newToken();
    const headers = { accept: mediaType, authorization: `Bearer ${await this.token}` };
    const request: HttpRequest = {
      method,
      url: this.urlOf(project + path),
      headers: body === undefined ? headers : { ...headers, "content-type": mediaType },
      body: body === undefined ? undefined : JSON.stringify(body),
      place: `${method} ${this.host}${project}${shownPath}`,
    };
    return { ...(await sendHttp(request, { clock: this.clock })), place: request.place };
  }

  private async newToken(): Promise<string> {
    const { adminSecretArn } = this.declaration;
    const { CLIENT_ID = "", CLIENT_SECRET = "" } = await this.tools.readSecret(adminSecretArn);
    if (!CLIENT_ID || !CLIENT_SECRET) {
      throw new RotationError(`${adminSecretArn} must have values for CLIENT_ID and CLIENT_SECRET`);
    }
    const place = `POST ${this.host}/api/oauth/token`;
    const request = {
      method: "POST",
      url: this.urlOf("/api/oauth/token"),
      headers: {
        accept: "application/json",
        authorization: `Basic ${Buffer.from(`${CLIENT_ID}:${CLIENT_SECRET}`).toString("base64")}`,
        "content-type": "application/x-www-form-urlencoded",
      },
      body: "grant_type=client_credentials",
      place,
    };
    const answer = await sendHttp(request, { clock: this.clock });
    return readAnswer({ ...answer, place }, token).access_token;
  }

  private urlOf(path: string): string {
    return this.declaration.apiUrl.replace(/\/+$/, "") + path;
  }

  private get host(): string {
    return new URL(this.declaration.apiUrl).host;
  }
}

/** Reads a successful answer. @throws TargetError for another one: it quotes Atlas's code of the error and no more. */
export function readAnswer<Schema extends z.ZodType>(
  { status, body, place }: HttpAnswer & { place: string },
  schema: Schema,
): z.output<Schema> {
  const json = jsonOf(body);
  if (status < 200 || status >= 300) {
    const code = failure.safeParse(json).data?.errorCode;
    throw new TargetError(`${place} answered ${status}${code === undefined ? "" : ` (${code})`}`);
  }
  const { success, data } = schema.safeParse(json);
  if (!success) throw new TargetError(`${place} answered something else than Atlas's documentation says`);
  return data;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
