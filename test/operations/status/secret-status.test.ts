import assert from "node:assert/strict";

import { type StackSecret } from "../../../operations/stack/stack-secret";
import { clusterOf } from "../../../operations/stack/cluster";
import { secretStatus } from "../../../operations/status/secret-status";
import { statusReport } from "../../../operations/status/status-report";
import { stackSecret } from "../../support/stack-secret";

const now = new Date("2026-03-31T12:00:00Z");

describe("clusterOf", () => {
  it("is what the secrets' tags say, and the stack's own name where they name none", () => {
    const untagged = stackSecret({ tags: {} });
    assert.equal(
      clusterOf([untagged, stackSecret({ tags: { Project: "shop", Cluster: "shared" } })]),
      "shared",
    );
    assert.equal(clusterOf([stackSecret({ tags: { Project: "shop" } })]), "shop-prod");
    assert.equal(clusterOf([untagged]), undefined);
  });
});

describe("secretStatus", () => {
  it("tells of a healthy secret what there is to know, and no problem", () => {
    assert.deepEqual(secretStatus(stackSecret(), [], now), {
      secret: "auth-service-prod-config",
      service: "auth-service",
      keys: { API_KEY: "issuer", JWT_SECRET: "random" },
      rotation: {
        enabled: true,
        schedule: "rate(30 days)",
        last: undefined,
        next: "2026-04-01T00:00:00.000Z",
      },
      ageInDays: 30,
      currentVersion: "terraform-20260301000000000000000001",
      pendingVersion: undefined,
      bootstrapValue: true,
      rollout: "up to date",
      tasks: [],
      replicaOf: undefined,
      replicas: undefined,
      rotatingSince: undefined,
      deletedAt: undefined,
      problems: [],
    });
  });

  const problems: [string, Partial<StackSecret>, string[]][] = [
    ["a deletion", { deletedAt: now }, ["its deletion is scheduled"]],
    [
      "replicas that failed or are late, and of none that is in sync",
      {
        replicas: [
          {
            region: "eu-central-1",
            status: "Failed",
            message: "Secret with this name already exists in this region",
          },
          { region: "us-east-2", status: "InProgress", message: undefined },
          { region: "us-west-2", status: "InSync", message: undefined },
        ],
      },
      [
        "its replica in eu-central-1 has the status Failed (Secret with this name already exists in this region)",
        "its replica in us-east-2 is not in sync yet",
      ],
    ],
    ["a missing value", { labels: {} }, ["it has no value"]],
    ["a late rotation", { nextRotationAt: new Date("2026-03-30T00:00:00Z") }, ["its rotation is overdue"]],
    [
      "a held rollout",
      { labels: { v1: ["DEPLOYED"], v2: ["AWSCURRENT", "HELD"] } },
      ["its rollout is held and needs a person"],
    ],
    [
      "a rollback",
      { labels: { v1: ["AWSCURRENT", "DEPLOYED"], v2: ["AWSPREVIOUS", "ROLLED_BACK"] } },
      ["its last rotation was rolled back"],
    ],
    [
      "a rotation that a person has begun",
      {
        labels: {
          v1: ["AWSCURRENT", "DEPLOYED", `ROTATION=${"0".repeat(32)}@2026-03-31T11:00:00.000Z/function`],
        },
      },
      ["a rotation that began at 2026-03-31T11:00:00.000Z is unfinished: secrets rotate --resume"],
    ],
    [
      "an unfinished rotation",
      { labels: { v1: ["AWSCURRENT", "DEPLOYED"], v2: ["AWSPENDING"] } },
      ["a rotation is unfinished: AWSPENDING is on v2"],
    ],
  ];
  for (const [what, changes, expected] of problems) {
    it(`reports ${what}`, () => {
      assert.deepEqual(secretStatus(stackSecret(changes), [], now).problems, expected);
    });
  }

  it("says nothing of a late rotation that is off", () => {
    const off = stackSecret({ rotationEnabled: false, nextRotationAt: new Date("2026-03-30T00:00:00Z") });
    assert.deepEqual(secretStatus(off, [], now).problems, []);
  });
});

describe("statusReport", () => {
  const tasks = [
    { id: "a", family: "auth-service-prod", createdAt: now },
    { id: "b", family: "auth-service-prod", createdAt: new Date("2026-03-01T00:00:00Z") },
  ];
  const rotated = stackSecret({
    lastRotatedAt: new Date("2026-03-31T11:00:00Z"),
    labels: {
      "11111111-1111-4111-8111-000000000001": ["AWSPREVIOUS", "DEPLOYED"],
      "11111111-1111-4111-8111-000000000002": ["AWSCURRENT", "DEPLOYMENT=ecs-svc/1@2026-03-31T11:30:00.000Z"],
    },
  });

  it("fits 80 columns", () => {
    const report = statusReport([secretStatus(rotated, tasks, now)], 80);
    assert.deepEqual(
      report.split("\n").filter((line) => line.length > 80),
      [],
    );
  });

  it("shows keys with strategies, ends of version ids and the tasks of each version", () => {
    const report = statusReport([
      secretStatus(rotated, tasks, now),
      secretStatus(stackSecret({ labels: {} }), undefined, now),
    ]);
    assert.equal(
      report,
      [
        "SECRET                    KEYS                 ROTATED     NEXT        AGE   VERSION   ROLLOUT    TASKS",
        "auth-service-prod-config  API_KEY (issuer)     2026-03-31  2026-04-01  0 d   00000002  verifying  1 current",
        "                          JWT_SECRET (random)                                                     1 00000001",
        "auth-service-prod-config  API_KEY (issuer)     never       2026-04-01  30 d  none      no value   -",
        "                          JWT_SECRET (random)",
        "",
        "Problems",
        "  auth-service-prod-config: it has no value",
      ].join("\n"),
    );
  });
});

describe("statusReport with replicas", () => {
  it("has a column for them", () => {
    const replicas = [{ region: "eu-central-1", status: "InSync", message: undefined }];
    const lines = statusReport([
      secretStatus(stackSecret({ replicas }), undefined, now),
      secretStatus(stackSecret({ primaryRegion: "us-east-2" }), undefined, now),
    ]).split("\n");
    assert.match(lines[0] ?? "", /TASKS +REPLICAS$/);
    assert.match(lines.join("\n"), / eu-central-1 InSync\n/);
    assert.match(lines.join("\n"), / of us-east-2(\n|$)/);
  });
});
