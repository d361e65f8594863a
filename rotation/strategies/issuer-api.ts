import { type Clock } from "../clock";
import { type DeclarationOf } from "../contract/strategy-schema";
import { RotationError } from "../rotation-error";
import { type StrategyTools } from "../strategy-factory";
import { TargetError } from "../target-error";
import { type HttpAnswer, type HttpRequest, sendHttp } from "./http";
import { itemsAt, jsonOf, textAt, valueAt } from "./issuer-answer";
import { placeOf, requestOf } from "./issuer-request";

export interface IssuedKey {
  key: string;
  id: string;
}

/** An issuer's API as a key's declaration describes it. No message holds anything that is sent or answered, but a status. */
export class IssuerApi {
  constructor(
    private readonly declaration: DeclarationOf<"issuer">,
    private readonly tools: StrategyTools,
    private readonly clock: Clock,
  ) {}

  /** Makes a key. Sent once: whether a request without an answer has made a key is for the next call to find out. */
  async create(name: string, idempotencyKey: string): Promise<IssuedKey> {
    const { create } = this.declaration;
    const request = requestOf(create, { name, adminKey: await this.adminKey() });
    const headers = { "idempotency-key": idempotencyKey, ...request.headers };
    const answer = await sendHttp({ ...request, headers }, { clock: this.clock, attempts: 1 });
    const json = jsonOf(successful(answer, request), request.place);
    return { key: textAt(json, create.key, request.place), id: textAt(json, create.id, request.place) };
  }

  /** Whether the issuer accepts a key. @throws TargetError where that cannot be told. */
  async isValid(key: string): Promise<boolean> {
    const request = requestOf(this.declaration.verify, { key });
    const answer = await sendHttp(request, { clock: this.clock });
    if (answer.status === 401 || answer.status === 403) return false;
    successful(answer, request);
    return true;
  }

  /** What messages call the request of {@link isValid}. */
  get verification(): string {
    return placeOf(this.declaration.verify);
  }

  /** Makes a key invalid. Gives `false` for a key that the issuer does not know, or not any more. */
  async revoke(id: string): Promise<boolean> {
    const request = requestOf(this.declaration.revoke, { id, adminKey: await this.adminKey() });
    const answer = await sendHttp(request, { clock: this.clock });
    if (answer.status === 404 || answer.status === 410) return false;
    successful(answer, request);
    return true;
  }

  /** The ids of the active keys of a name; none where the issuer cannot list keys. */
  async idsNamed(name: string): Promise<string[]> {
    const { list } = this.declaration;
    if (list === undefined) return [];
    const request = requestOf({ method: "GET", ...list }, { adminKey: await this.adminKey() });
    const answer = successful(await sendHttp(request, { clock: this.clock }), request);
    return itemsAt(jsonOf(answer, request.place), list.keys, request.place)
      .filter((item) => valueAt(item, list.name) === name)
      .map((item) => textAt(item, list.id, request.place));
  }

  private async adminKey(): Promise<string> {
    const { adminSecretArn, adminKey } = this.declaration;
    const { [adminKey]: value = "" } = await this.tools.readSecret(adminSecretArn);
    if (value === "") throw new RotationError(`${adminKey} of ${adminSecretArn} has no value`);
    return value;
  }
}

function successful(answer: HttpAnswer, { place }: HttpRequest): HttpAnswer {
  const { status } = answer;
  if (status >= 200 && status < 300) return answer;
  const isRedirect = status >= 300 && status < 400;
  throw new TargetError(
    `${place} answered ${status}${isRedirect ? ", a redirect, which is not followed" : ""}`,
  );
}
