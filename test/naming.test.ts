import assert from "node:assert/strict";

import fc from "fast-check";

import {
  environments,
  isEnvironment,
  looksLikeCompleteArn,
  maxPartNameLength,
  maxServiceNameLength,
  parseSecretName,
  parseStackName,
  secretName,
  type SecretNameParts,
  secretTypes,
  serviceNameProblem,
} from "../naming";

/** Parts of names that could be taken for another part of a secret's name. */
const awkwardWords = [
  ...environments,
  ...secretTypes,
  "api",
  "keys",
  "prod-config",
  "load-test-runner",
  "a",
  "x9",
];

const service = fc
  .array(fc.oneof(fc.constantFrom(...awkwardWords), fc.stringMatching(/^[a-z][a-z0-9]{0,11}$/)), {
    minLength: 1,
    maxLength: 5,
  })
  .map((words) => words.join("-"))
  .filter((name) => name.length <= maxServiceNameLength);

const parts: fc.Arbitrary<SecretNameParts> = fc.record(
  {
    service,
    environment: fc.constantFrom(...environments),
    secretType: fc.constantFrom(...secretTypes),
  },
  { noNullPrototype: true },
);

describe("secretName", () => {
  it("joins service, environment and type", () => {
    const built = environments.flatMap((environment) =>
      secretTypes.map((secretType) => secretName({ service: "auth-service", environment, secretType })),
    );
    assert.deepEqual(built, [
      "auth-service-prod-config",
      "auth-service-prod-api-keys",
      "auth-service-prod-credentials",
      "auth-service-stage-config",
      "auth-service-stage-api-keys",
      "auth-service-stage-credentials",
      "auth-service-test-config",
      "auth-service-test-api-keys",
      "auth-service-test-credentials",
    ]);
  });

  it("gives different parts different names", () => {
    fc.assert(
      fc.property(parts, parts, (one, other) => {
        const same =
          one.service === other.service &&
          one.environment === other.environment &&
          one.secretType === other.secretType;
        assert.equal(secretName(one) === secretName(other), same);
      }),
    );
  });

  it("gives different names to all short services of awkward words", () => {
    const services = awkwardWords.flatMap((first) => [
      first,
      ...awkwardWords.map((last) => `${first}-${last}`),
    ]);
    const distinct = [...new Set(services)];
    const names = distinct.flatMap((name) =>
      environments.flatMap((environment) =>
        secretTypes.map((secretType) => secretName({ service: name, environment, secretType })),
      ),
    );
    assert.equal(new Set(names).size, distinct.length * environments.length * secretTypes.length);
  });

  it("fits, as the longest name built from a service, into IAM's 64 characters for a role", () => {
    const longest = "a".repeat(maxServiceNameLength);
    assert.equal(serviceNameProblem(longest), undefined);
    assert.ok(environments.every((environment) => `${longest}-${environment}-execution`.length <= 64));
  });

  it("refuses a service whose name is not valid", () => {
    assert.throws(
      () => secretName({ service: "Auth", environment: "prod", secretType: "config" }),
      new RangeError('service name "Auth" must start with a lower-case letter'),
    );
  });
});

describe("parseSecretName", () => {
  it("reads back what secretName builds", () => {
    fc.assert(
      fc.property(parts, (built) => {
        assert.deepEqual(parseSecretName(secretName(built)), built);
      }),
      { numRuns: 1000 },
    );
  });

  it("reads only what secretName builds", () => {
    const nearly = fc
      .tuple(
        fc.string({ maxLength: 12 }),
        fc.constantFrom("-", "--", "_", ""),
        parts,
        fc.string({ maxLength: 2 }),
      )
      .map(([prefix, joint, built, suffix]) => prefix + joint + secretName(built) + suffix);
    fc.assert(
      fc.property(nearly, (name) => {
        const read = parseSecretName(name);
        if (read) assert.equal(secretName(read), name);
      }),
      { numRuns: 1000 },
    );
  });

  const notNames: Record<string, string> = {
    nothing: "",
    "a name without service": "prod-config",
    "a name that starts with a hyphen": "-prod-config",
    "an unknown environment": "auth-service-production-config",
    "an unknown type": "auth-service-prod-password",
    "a name without type": "auth-service-prod",
    "the parts in another order": "auth-service-config-prod",
    "the six characters of an ARN behind it": "auth-service-prod-config-AbCdEf",
    "upper case": "Auth-service-prod-config",
    "a path": "team/auth-service-prod-config",
    "a service that is too long": `${"a".repeat(maxServiceNameLength + 1)}-prod-config`,
  };
  for (const [title, name] of Object.entries(notNames)) {
    it(`does not read ${title}`, () => {
      assert.equal(parseSecretName(name), undefined);
    });
  }

  it("leaves the environment's word in a service's name to the service", () => {
    assert.deepEqual(parseSecretName("load-test-runner-prod-config"), {
      service: "load-test-runner",
      environment: "prod",
      secretType: "config",
    });
  });
});

describe("serviceNameProblem", () => {
  it("accepts every name of words joined by single hyphens", () => {
    fc.assert(
      fc.property(service, (name) => {
        assert.equal(serviceNameProblem(name), undefined);
      }),
    );
  });

  const problems: [name: string, problem: string][] = [
    ["", "must have 1 to 40 characters, has 0"],
    ["a".repeat(41), "must have 1 to 40 characters, has 41"],
    ["Auth", "must start with a lower-case letter"],
    ["1auth", "must start with a lower-case letter"],
    ["-auth", "must start with a lower-case letter"],
    ["auth_service", "may hold lower-case letters, digits and hyphens only"],
    ["auth service", "may hold lower-case letters, digits and hyphens only"],
    ["authé", "may hold lower-case letters, digits and hyphens only"],
    ["auth\n", "may hold lower-case letters, digits and hyphens only"],
    ["auth-", "may not end in a hyphen or hold two in a row"],
    ["auth--service", "may not end in a hyphen or hold two in a row"],
  ];
  for (const [name, problem] of problems) {
    it(`says of ${JSON.stringify(name)} that it ${problem}`, () => {
      assert.equal(serviceNameProblem(name), problem);
    });
  }
});

describe("isEnvironment", () => {
  it("knows the three environments and nothing else", () => {
    const asked = ["prod", "stage", "test", "Prod", "production", "dev", "", "constructor"];
    assert.deepEqual(asked.filter(isEnvironment), ["prod", "stage", "test"]);
  });
});

describe("parseStackName", () => {
  const read: [string, object | undefined][] = [
    ["prod", { environment: "prod" }],
    ["prod-payments", { environment: "prod", part: "payments" }],
    ["stage-back-office-2", { environment: "stage", part: "back-office-2" }],
    ["test-exactly-16-chars", { environment: "test", part: "exactly-16-chars" }],
    ["test-one-more-than-16x", undefined],
    ["stage-eu-central-1", { environment: "stage", part: "eu-central-1" }],
    ["production", undefined],
    ["eu-central-1-prod", undefined],
    ["dev", undefined],
    ["dev-payments", undefined],
    ["prod-", undefined],
    ["prod--payments", undefined],
    ["prod-Payments", undefined],
    ["prod-2nd", undefined],
    ["prod_payments", undefined],
    ["test-prod", undefined],
    ["test-of-prod", undefined],
    ["test-production", { environment: "test", part: "production" }],
    ["payments-prod", undefined],
    ["", undefined],
  ];
  for (const [stack, parts] of read) {
    it(`reads "${stack}" as ${parts === undefined ? "no stack of an environment" : JSON.stringify(parts)}`, () => {
      assert.deepEqual(parseStackName(stack), parts);
    });
  }

  it("leaves room for the longest name that is built from a stack's: AWS takes 64 characters", () => {
    const longest = `secret-backed-services-stage-${"a".repeat(maxPartNameLength)}-rollout-deployment`;
    assert.ok(parseStackName(`stage-${"a".repeat(maxPartNameLength)}`));
    assert.equal(longest.length, 64);
  });
});

describe("looksLikeCompleteArn", () => {
  it("is true of names that end in a hyphen and six letters or digits", () => {
    const names = [
      "auth-service-prod-config",
      "auth-AbCdEf",
      "auth-123456",
      "arn:aws:secretsmanager:r:a:secret:x-a1B2c3",
    ];
    assert.deepEqual(names.filter(looksLikeCompleteArn), names);
  });

  it("is false of all others", () => {
    const names = [
      "auth-api-keys",
      "auth-prod-credentials",
      "config",
      "auth-five5",
      "auth-seven77",
      "auth_config",
      "auth-con/ig",
      "",
    ];
    assert.deepEqual(names.filter(looksLikeCompleteArn), []);
  });

  it("is true of the type config alone, whatever the service", () => {
    fc.assert(
      fc.property(parts, (built) => {
        assert.equal(looksLikeCompleteArn(secretName(built)), built.secretType === "config");
      }),
    );
  });
});
