import { randomBytes, randomUUID } from "node:crypto";

import { validValues } from "../stack-config";
import { type Breakage, functionArn, removal, secret } from "./breakage";

/** How the message says to supply a first value. */
const set = (environment: string, key: string) =>
  `pulumi config set --secret --stack ${environment} auth-service-${environment}-config.${key}`;

/** Secrets, their rotation and their first values. */
export const wrongSecrets: readonly Breakage[] = [
  [
    "rotation by rate, too often",
    { [`${secret}.rotation`]: { functionArn, schedule: "rate(3 hours)" } },
    `${secret}.rotation.schedule must leave at least 4 hours between rotations (got "rate(3 hours)")`,
  ],
  [
    "rotation by cron, too often",
    { [`${secret}.rotation`]: { functionArn, schedule: "cron(0 0/2 * * ? *)" } },
    `${secret}.rotation.schedule must leave at least 4 hours between rotations (got "cron(0 0/2 * * ? *)")`,
  ],
  [
    "rotation in words",
    { [`${secret}.rotation`]: { functionArn, schedule: "monthly" } },
    `${secret}.rotation.schedule must be "rate(<n> hours)", "rate(<n> days)" or "cron(0 <hours> <day-of-month> <month> <day-of-week> *)" (got "monthly")`,
  ],
  [
    "a rotation window that is open on the next day",
    { [`${secret}.rotation`]: { functionArn, schedule: "cron(0 22 * * ? *)", duration: "3h" } },
    `${secret}.rotation.duration must be at most 2h, when the next rotation or the day after starts (got "3h")`,
  ],
  [
    "rotation by a function's name",
    { [`${secret}.rotation`]: { functionArn: "rotate" } },
    `${secret}.rotation.functionArn must be a Lambda function's ARN (got "rotate")`,
  ],
  [
    "a generated value that is too short",
    { [`${secret}.keys.JWT_SECRET.length`]: 8 },
    `${secret}.keys.JWT_SECRET.length must be at least 16 (got 8)`,
  ],
  [
    "a first value too large for Secrets Manager",
    {},
    `${secret}.keys must fit into 65536 bytes as one JSON object, takes 65615: shorten or remove keys`,
    { values: { "auth-service-test-config.API_KEY": randomBytes(32768).toString("hex") + "x" } },
  ],
  [
    "a recovery window that AWS refuses",
    { recoveryWindowInDays: 3 },
    "recoveryWindowInDays must be 7 to 30 days, or 0 to delete at once (got 3)",
  ],
  [
    "deletion at once in prod",
    { recoveryWindowInDays: 0 },
    "recoveryWindowInDays must be 7 to 30 in prod, so that a deleted secret can be restored (got 0)",
    { stack: "prod" },
  ],
  [
    "a retention that CloudWatch Logs has not",
    { logRetentionInDays: 100 },
    "logRetentionInDays must be one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653 (got 100)",
  ],
  [
    "a first value that is missing",
    {},
    `auth-service-prod-config.API_KEY is missing: supply the key's first value with ${set("prod", "API_KEY")}`,
    { stack: "prod", values: {} },
  ],
  [
    "a first value that is empty",
    {},
    `auth-service-test-config.API_KEY is empty: set it again with ${set("test", "API_KEY")}`,
    { values: { "auth-service-test-config.API_KEY": "" } },
  ],
  [
    "a first value in plain text",
    {},
    `auth-service-test-config.API_KEY is stored in plain text: set it again with ${set("test", "API_KEY")}`,
    { values: {}, plainText: validValues() },
  ],
  [
    "a first value of another environment",
    {},
    `auth-service-prod-config.API_KEY is a first value of prod, not of test: ${removal("auth-service-prod-config.API_KEY")}`,
    { values: { ...validValues(), ...validValues("prod") } },
  ],
  [
    "a first value of a key that is generated",
    {},
    `auth-service-test-config.JWT_SECRET is generated, or in the adopted secret already, so that it takes no first value: ${removal("auth-service-test-config.JWT_SECRET")}`,
    { values: { ...validValues(), "auth-service-test-config.JWT_SECRET": randomUUID() } },
  ],
  [
    "a first value of a service that is gone",
    {},
    `old-service-test-config.API_KEY is a first value of a service that is not declared: ${removal("old-service-test-config.API_KEY")}`,
    { values: { ...validValues(), "old-service-test-config.API_KEY": randomUUID() } },
  ],
];
