import assert from "node:assert/strict";

import { parseReference } from "../../../operations/doctor/reference";
import { referenceFindings } from "../../../operations/doctor/reference-checks";
import { secretArn, told } from "../../support/doctor/observed";

const place = { environment: "prod", region: "eu-west-1", account: "111122223333" } as const;

/** What is wrong with a `valueFrom` in prod. */
function wrongWith(valueFrom: string): string[] {
  const reference = parseReference("JWT_SECRET", valueFrom);
  assert.ok(reference);
  return told(referenceFindings([reference], place));
}

describe("the doctor's checks of a reference to a secret", () => {
  it("reads the parts of one that is whole", () => {
    assert.deepEqual(parseReference("JWT_SECRET", `${secretArn}:KEY::`), {
      variable: "JWT_SECRET",
      valueFrom: `${secretArn}:KEY::`,
      region: "eu-west-1",
      account: "111122223333",
      secretName: "auth-service-prod-config",
      arn: secretArn,
      isFullArn: true,
      key: "KEY",
      pinnedTo: undefined,
      hasAllParts: true,
    });
  });

  it("leaves parameters of Systems Manager alone", () => {
    assert.equal(parseReference("LEVEL", "arn:aws:ssm:eu-west-1:111122223333:parameter/level"), undefined);
    assert.equal(parseReference("LEVEL", "log-level"), undefined);
  });

  it("finds nothing wrong with a key of a secret, a whole secret or one without an environment", () => {
    for (const valueFrom of [
      `${secretArn}:KEY::`,
      secretArn,
      `${secretArn.replace("auth-service-prod-config", "shared/registry")}:KEY::`,
    ]) {
      assert.deepEqual(wrongWith(valueFrom), []);
    }
  });

  const wrong: [string, string, string[]][] = [
    [
      "a name",
      "auth-service-prod-api-keys",
      [
        "problem reference-form: its valueFrom is the name auth-service-prod-api-keys, which ECS takes for a parameter of Systems Manager",
      ],
    ],
    [
      "a partial ARN that looks like a full one",
      `${secretArn.slice(0, -7)}:KEY::`,
      [
        "problem reference-form: its valueFrom names auth-service-prod-config without the six characters at the end of its ARN; as that ends in a hyphen and six characters itself, Secrets Manager takes it for a full ARN and finds nothing",
      ],
    ],
    [
      "any other partial ARN",
      `${secretArn.replace("config-Ab12Cd", "api-keys")}:KEY::`,
      [
        "problem reference-form: its valueFrom names auth-service-prod-api-keys without the six characters at the end of its ARN",
      ],
    ],
    [
      "a key without the empty fields",
      `${secretArn}:KEY`,
      [
        'problem reference-form: its valueFrom of auth-service-prod-config must end in the key and "::", or with the ARN',
      ],
    ],
    [
      "a label",
      `${secretArn}:KEY:AWSPREVIOUS:`,
      [
        "problem reference-form: its valueFrom of auth-service-prod-config is fixed to AWSPREVIOUS, so that no rotated value reaches the task",
      ],
    ],
    [
      "another environment's secret",
      `${secretArn.replace("-prod-", "-stage-")}:KEY::`,
      ["problem reference-environment: it takes auth-service-stage-config, a secret of stage, in prod"],
    ],
    [
      "another Region's secret",
      `${secretArn.replace("eu-west-1", "eu-west-2")}:KEY::`,
      ["problem reference-region: its valueFrom names auth-service-prod-config in eu-west-2, not eu-west-1"],
    ],
    [
      "another account's secret",
      `${secretArn.replace("111122223333", "444455556666")}:KEY::`,
      [
        "problem reference-region: its valueFrom names auth-service-prod-config in account 444455556666, not 111122223333",
      ],
    ],
  ];
  for (const [what, valueFrom, findings] of wrong) {
    it(`finds ${what}`, () => {
      assert.deepEqual(wrongWith(valueFrom), findings);
    });
  }
});
