import { type Settings } from "../stack-config";
import { type Breakage, secret } from "./breakage";

const arnOf = (name: string) => `arn:aws:secretsmanager:eu-west-1:111122223333:secret:${name}`;

/** The changes that make the secret an existing one of an ARN. */
function adopted(arn: string, source = "existing"): Settings {
  const keys = { API_KEY: { source: "existing" }, JWT_SECRET: { source } };
  return { [`${secret}.arn`]: arn, [`${secret}.keys`]: keys };
}

const noValues = { values: {} };

/** What is there already, secrets and cluster. */
export const wrongAdoptions: readonly Breakage[] = [
  [
    "a secret by its name",
    adopted("auth-service-test-config"),
    `${secret}.arn must be a secret's full ARN, with the six characters at its end`,
    noValues,
  ],
  [
    "a secret by a partial ARN that looks complete",
    adopted(arnOf("auth-service-test-config")),
    `${secret}.arn must be the ARN of auth-service-test-config, as a secret keeps its name: remove arn, and copy the values with npm run secrets -- import (got "${arnOf("auth-service-test-config")}")`,
    noValues,
  ],
  [
    "a secret of another name",
    adopted(arnOf("shop/auth-AbCdEf")),
    `${secret}.arn must be the ARN of auth-service-test-config, as a secret keeps its name: remove arn, and copy the values with npm run secrets -- import (got "${arnOf("shop/auth-AbCdEf")}")`,
    noValues,
  ],
  [
    "a secret of another environment",
    adopted(arnOf("auth-service-prod-config-AbCdEf")),
    `${secret}.arn must not be a secret of prod, by its name auth-service-prod-config: test has secrets of its own (got "${arnOf("auth-service-prod-config-AbCdEf")}")`,
    noValues,
  ],
  [
    "a secret of another region",
    adopted(arnOf("auth-service-test-config-AbCdEf").replace("eu-west-1", "eu-west-2")),
    `${secret}.arn must be in eu-west-1, the region that aws:region sets (got "${arnOf("auth-service-test-config-AbCdEf").replace("eu-west-1", "eu-west-2")}")`,
    noValues,
  ],
  [
    "an adopted secret with a key that is generated",
    adopted(arnOf("auth-service-test-config-AbCdEf"), "generated"),
    `${secret}.keys.JWT_SECRET.source must be existing, as the secret is adopted with the value that it has`,
    noValues,
  ],
  [
    "a new secret with a key that exists",
    { [`${secret}.keys.JWT_SECRET.source`]: "existing" },
    `${secret}.keys.JWT_SECRET.source must be generated or supplied, as the secret is new: set arn to adopt an existing one`,
  ],
  [
    "an ARN of something that is no cluster",
    { cluster: "arn:aws:ecs:eu-west-1:111122223333:service/shared/web" },
    'cluster must be an ECS cluster\'s name, of letters, digits, hyphens and underscores, or its ARN (got "arn:aws:ecs:eu-west-1:111122223333:service/shared/web")',
  ],
  [
    "a cluster of another region",
    { cluster: "arn:aws:ecs:eu-west-2:111122223333:cluster/shared" },
    'cluster must be in eu-west-1, the region that aws:region sets (got "arn:aws:ecs:eu-west-2:111122223333:cluster/shared")',
  ],
];
