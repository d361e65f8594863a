import { accountOf, principalKeys, type Principal } from "./principal";

/** Condition key to its value; a list is a multivalued key. */
export type ContextValues = Readonly<Record<string, string | readonly string[]>>;

/** What one principal asks to do. */
export interface AccessRequest {
  principal: Principal;
  /** One action, such as `secretsmanager:GetSecretValue`. */
  action: string;
  /** One ARN, or `*` for an action that has no resource type. */
  resource: string;
  /** @default the account of the ARN, or that of the principal where the ARN has none */
  resourceAccount?: string;
  /** Condition keys that neither the principal nor the resource gives: tags, MFA, `kms:ViaService` and so on. */
  context?: ContextValues;
}

/** Condition keys in lower case, since their case does not matter, to their values. */
export type RequestContext = ReadonlyMap<string, string | readonly string[]>;

/**
 * All condition keys of a request: those given, and those that follow from its principal and resource.
 *
 * @throws when a key is given twice, follows from the request, or has an empty value, whose meaning AWS leaves open
 */
export function contextOf(request: AccessRequest): RequestContext {
  const derived = { ...principalKeys(request.principal), "aws:ResourceAccount": resourceAccountOf(request) };
  const context = new Map<string, string | readonly string[]>();
  for (const [key, value] of [...Object.entries(derived), ...Object.entries(request.context ?? {})]) {
    const name = key.toLowerCase();
    if (context.has(name)) throw new Error(`context: ${key} is given twice, or follows from the request`);
    if (value === "" || (typeof value !== "string" && value.includes(""))) {
      throw new Error(`context: ${key} is empty: leave it out instead`);
    }
    context.set(name, value);
  }
  return context;
}

/**
 * The account that owns the resource of a request: 12 digits.
 *
 * @throws when nothing tells it, as with an AWS service and an S3 bucket
 */
export function resourceAccountOf({ principal, resource, resourceAccount }: AccessRequest): string {
  const ofArn = resource.split(":")[4];
  const account = resourceAccount ?? (ofArn === "" ? undefined : ofArn) ?? accountOf(principal);
  if (account === undefined)
    throw new Error(`request: the owner of ${resource} is unknown: give resourceAccount`);
  return account;
}
