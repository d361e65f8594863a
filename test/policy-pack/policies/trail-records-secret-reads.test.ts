import assert from "node:assert/strict";

import type * as aws from "@pulumi/aws";

import { trailRecordsSecretReads as policy } from "../../../policy-pack/policies/trail-records-secret-reads";
import { knownInUpdate } from "../programs";
import { reports, undetermined } from "../reports";
import { trail } from "../trails";

type Trail = aws.cloudtrail.TrailArgs;
type Classic = aws.types.input.cloudtrail.TrailEventSelector;
type Field = aws.types.input.cloudtrail.TrailAdvancedEventSelectorFieldSelector;

const wayOut =
  "include reads and writes of every service, or leave the selectors out, which does so for management events";
const refused = (selectors: string, calls: string) => [
  `mandatory Trail trail: ${selectors} leave out ${calls} and the like: ${wayOut}`,
];
const all = "GetSecretValue, PutSecretValue, Decrypt, ScheduleKeyDeletion";

const run = (args: Partial<Trail>) => reports(policy, () => trail(args));
const classic = (...eventSelectors: Classic[]) => run({ eventSelectors });
const advanced = (...selectors: Field[][]) =>
  run({ advancedEventSelectors: selectors.map((fieldSelectors) => ({ fieldSelectors })) });
const management: Field = { field: "eventCategory", equals: ["Management"] };
const files: Field[] = [
  { field: "eventCategory", equals: ["Data"] },
  { field: "resources.type", equals: ["AWS::S3::Object"] },
];

describe("trail-records-secret-reads", () => {
  it("accepts a trail without selectors, which records all management events", async () => {
    assert.deepEqual(await run({}), []);
  });

  it("accepts selectors that take every call for a secret", async () => {
    const dataResources = [{ type: "AWS::S3::Object", values: ["arn:aws:s3"] }];
    assert.deepEqual(await classic({ readWriteType: "All", includeManagementEvents: true }), []);
    assert.deepEqual(await classic({ dataResources }), []);
    assert.deepEqual(await classic({ excludeManagementEventSources: ["rdsdata.amazonaws.com"] }), []);
    assert.deepEqual(await classic({ readWriteType: "ReadOnly" }, { readWriteType: "WriteOnly" }), []);
  });

  it("refuses selectors that leave some out", async () => {
    const of = (calls: string) => refused("eventSelectors", calls);
    assert.deepEqual(await classic({ readWriteType: "WriteOnly" }), of("GetSecretValue, Decrypt"));
    assert.deepEqual(await classic({ readWriteType: "ReadOnly" }), of("PutSecretValue, ScheduleKeyDeletion"));
    assert.deepEqual(await classic({ includeManagementEvents: false }), of(all));
    assert.deepEqual(
      await classic({ excludeManagementEventSources: ["kms.amazonaws.com"] }),
      of("Decrypt, ScheduleKeyDeletion"),
    );
    assert.deepEqual(
      await classic({ readWriteType: "WriteOnly" }, { includeManagementEvents: false }),
      of("GetSecretValue, Decrypt"),
    );
  });

  it("accepts advanced selectors that take every call for a secret", async () => {
    assert.deepEqual(await advanced([management]), []);
    assert.deepEqual(await advanced(files, [management]), []);
    assert.deepEqual(
      await advanced([management, { field: "eventSource", notEquals: ["rdsdata.amazonaws.com"] }]),
      [],
    );
    assert.deepEqual(
      await advanced(
        [management, { field: "readOnly", equals: ["true"] }],
        [management, { field: "readOnly", equals: ["false"] }],
      ),
      [],
    );
  });

  it("refuses advanced selectors that leave some out", async () => {
    const of = (calls: string) => refused("advancedEventSelectors", calls);
    assert.deepEqual(await advanced(files), of(all));
    assert.deepEqual(
      await advanced([management, { field: "readOnly", equals: ["false"] }]),
      of("GetSecretValue, Decrypt"),
    );
    for (const field of [
      { notEquals: ["kms.amazonaws.com"] },
      { notStartsWiths: ["kms."] },
      { equals: ["secretsmanager.amazonaws.com"] },
      { startsWiths: ["secrets"] },
    ])
      assert.deepEqual(
        await advanced([management, { field: "eventSource", ...field }]),
        of("Decrypt, ScheduleKeyDeletion"),
      );
    assert.deepEqual(
      await advanced([management, { field: "eventSource", notEndsWiths: [".amazonaws.com"] }]),
      of(all),
    );
    assert.deepEqual(
      await advanced([management, { field: "userIdentity.arn", startsWiths: ["arn:aws:iam"] }]),
      of(all),
    );
  });

  it("leaves what is not known yet undetermined, and decides it in the update", async () => {
    const programs: [() => unknown, string][] = [
      [() => trail({ eventSelectors: [{ readWriteType: knownInUpdate("WriteOnly") }] }), "eventSelectors"],
      [
        () =>
          trail({
            advancedEventSelectors: [
              { fieldSelectors: [management, { field: "readOnly", equals: [knownInUpdate("false")] }] },
            ],
          }),
        "advancedEventSelectors",
      ],
    ];
    for (const [program, selectors] of programs) {
      assert.deepEqual(await reports(policy, program), [undetermined("Trail trail", selectors)]);
      assert.deepEqual(
        await reports(policy, program, { preview: false }),
        refused(selectors, "GetSecretValue, Decrypt"),
      );
    }
  });
});
