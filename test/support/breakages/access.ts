import { type Breakage, removal, service } from "./breakage";

const role = "arn:aws:iam::111122223333:role";
const prod = { stack: "prod" };
const oneUser =
  "must be the ARN of one IAM user, such as arn:aws:iam::111122223333:user/ann, without wildcards: a role's session has no multi-factor authentication";

/** People and roles that may not get at secrets this way, or nobody who may. */
export const wrongAccess: readonly Breakage[] = [
  [
    "nobody who administers prod",
    { access: {} },
    "access.administrators must name who administers and deploys prod, as nobody else gets at its secrets: add their ARNs",
    prod,
  ],
  [
    "administrators outside prod",
    { access: { administrators: [`${role}/administrator`] } },
    "access.administrators is for prod only: remove it",
  ],
  [
    "a wall that lets every role through",
    { access: { administrators: [`${role}/*`] } },
    `access.administrators[0] must not let everyone through: name a role or user (got "${role}/*")`,
    prod,
  ],
  [
    "a session's ARN in place of its role's",
    { access: { administrators: ["arn:aws:sts::111122223333:assumed-role/deploy/run-1"] } },
    'access.administrators[0] must be the ARN of an IAM role or user, such as arn:aws:iam::111122223333:role/administrator, or of the account\'s root (got "arn:aws:sts::111122223333:assumed-role/deploy/run-1")',
    prod,
  ],
  [
    "one administrator without a list",
    { access: { administrators: `${role}/administrator` } },
    'access.administrators must be a list, written as lines that start with "- "',
    prod,
  ],
  [
    "an administrator named twice",
    { "access.administrators[1]": `${role}/administrator` },
    `access.administrators[1] is declared already in access.administrators[0]: keep one of them (got "${role}/administrator")`,
    prod,
  ],
  [
    "developers in prod",
    { "access.developers": {} },
    "access.developers must not be set in prod, where developers have no access: remove it",
    prod,
  ],
  [
    "a developers' role by its ARN",
    { access: { developers: { roles: [`${role}/developer`] } } },
    `access.developers.roles[0] must be a name, not an ARN, without path (got "${role}/developer")`,
  ],
  [
    "a developers' role of IAM Identity Center",
    { access: { developers: { roles: ["AWSReservedSSO_Developer_0123456789abcdef"] } } },
    'access.developers.roles[0] is IAM Identity Center\'s own: name the policy secret-backed-services-test-developers in the permission set instead (got "AWSReservedSSO_Developer_0123456789abcdef")',
  ],
  [
    "a developers' group named twice",
    { access: { developers: { groups: ["backend", "backend"] } } },
    'access.developers.groups[1] is declared already in access.developers.groups[0]: keep one of them (got "backend")',
  ],
  [
    "an age of an authentication that nobody asks for",
    { access: { developers: { maxMfaAge: 3600 } } },
    "access.developers.maxMfaAge needs requireMfa: true (got 3600)",
  ],
  [
    "multi-factor authentication of roles, which have none",
    { access: { developers: { roles: ["developer"], requireMfa: true } } },
    "access.developers.roles must be empty with requireMfa, as a role's session has no multi-factor authentication: name groups, or ask for it in the roles' trust policies",
  ],
  [
    "an age that is too short to work with",
    { access: { developers: { requireMfa: true, maxMfaAge: 60 } } },
    "access.developers.maxMfaAge must be at least 900 (got 60)",
  ],
  [
    "break-glass outside prod",
    { access: { breakGlass: { principals: ["arn:aws:iam::111122223333:user/ann"] } } },
    "access.breakGlass is for prod only: remove it",
  ],
  [
    "break-glass for nobody",
    { "access.breakGlass": { principals: [] } },
    "access.breakGlass.principals must have at least 1 entry (got a list of 0)",
    prod,
  ],
  [
    "break-glass for whoever has a name like it",
    { "access.breakGlass": { principals: ["arn:aws:iam::111122223333:user/on-call-*"] } },
    `access.breakGlass.principals[0] ${oneUser} (got "arn:aws:iam::111122223333:user/on-call-*")`,
    prod,
  ],
  [
    "break-glass for a role, which cannot prove who is there",
    { "access.breakGlass": { principals: [`${role}/on-call`] } },
    `access.breakGlass.principals[0] ${oneUser} (got "${role}/on-call")`,
    prod,
  ],
  [
    "break-glass for the whole account",
    { "access.breakGlass": { principals: ["arn:aws:iam::111122223333:root"] } },
    `access.breakGlass.principals[0] ${oneUser} (got "arn:aws:iam::111122223333:root")`,
    prod,
  ],
  [
    "a path without its last slash",
    { access: { rolePath: "/services" } },
    'access.rolePath must begin and end with a slash and hold names of letters, digits and _+=,.@- between, such as "/services/" (got "/services")',
  ],
  [
    "a permissions boundary that is a role",
    { access: { permissionsBoundaryArn: `${role}/boundary` } },
    `access.permissionsBoundaryArn must be the ARN of an IAM policy, such as arn:aws:iam::111122223333:policy/boundary (got "${role}/boundary")`,
  ],
  [
    "a misspelt access setting",
    { access: { developer: {} } },
    "access.developer is not a setting: did you mean developers?",
  ],
  [
    "an access that is empty",
    { access: null },
    "access is empty: set it or remove it (Who gets at the stack's secrets, beside the services themselves)",
  ],
  ["a misspelt setting of access itself", { acess: {} }, "acess is not a setting: did you mean access?"],
  [
    "a setting that only looks like one of access",
    { administrators: [] },
    `administrators is neither a setting (network, cluster, services, access, rollout, monitoring, delivery, replicaRegions, replicaOf, deletionProtection, recoveryWindowInDays, logRetentionInDays, tags, policyExceptions, environmentStack) nor a secret's first value: ${removal("administrators")}`,
  ],
];

const permission = { sid: "ReadBucket", actions: ["s3:GetObject"], resources: ["arn:aws:s3:::bucket/*"] };
const permissions = `${service}.permissions`;

/** What a service's own code may not be allowed, or not so. */
export const wrongPermissions: readonly Breakage[] = [
  [
    "a permission that reads secrets",
    { [permissions]: [{ ...permission, actions: ["s3:GetObject", "secretsmanager:GetSecretValue"] }] },
    `${permissions}[0].actions[1] must not reach secrets: the service receives its own as environment variables (got "secretsmanager:GetSecretValue")`,
  ],
  [
    "a permission to use every key",
    { [permissions]: [{ ...permission, actions: ["kms:Decrypt"], resources: ["*"] }] },
    `${permissions}[0].resources[0] must not reach the environment's key: name the full ARN of each other key (got "*")`,
  ],
  [
    "an action without its service",
    { [permissions]: [{ ...permission, actions: ["GetObject"] }] },
    `${permissions}[0].actions[0] must be <service>:<action>, such as s3:GetObject (got "GetObject")`,
  ],
  [
    "a permission for everything",
    { [permissions]: [{ ...permission, actions: ["*"] }] },
    `${permissions}[0].actions[0] must be <service>:<action>, such as s3:GetObject (got "*")`,
  ],
  [
    "a permission without actions",
    { [permissions]: [{ ...permission, actions: [] }] },
    `${permissions}[0].actions must have at least 1 entry (got a list of 0)`,
  ],
  [
    "a resource by its name",
    { [permissions]: [{ ...permission, resources: ["bucket"] }] },
    `${permissions}[0].resources[0] must be an ARN, or * for all (got "bucket")`,
  ],
  [
    "a permission without resources",
    { [permissions]: [{ sid: "ReadBucket", actions: ["s3:GetObject"] }] },
    `${permissions}[0].resources is missing: set it (ARNs of what it may do it to)`,
  ],
  [
    "a statement whose name holds a space",
    { [permissions]: [{ ...permission, sid: "Read bucket" }] },
    `${permissions}[0].sid must be letters and digits (got "Read bucket")`,
  ],
  [
    "two statements of one name",
    { [permissions]: [permission, permission] },
    `${permissions}[1].sid is declared already in ${permissions}[0].sid: keep one of them (got "ReadBucket")`,
  ],
  [
    "a permission that denies",
    { [permissions]: [{ ...permission, effect: "Deny" }] },
    `${permissions}[0].effect is not a setting: remove it, or use one of sid, actions, resources, conditions`,
  ],
  [
    "a condition without its operator",
    { [permissions]: [{ ...permission, conditions: { "aws:SourceVpc": "vpc-1" } }] },
    `${permissions}[0].conditions["aws:SourceVpc"] must be an object, written as lines of "name: value"`,
  ],
];
