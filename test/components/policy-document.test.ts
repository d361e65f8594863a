import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import { policyDocument } from "../../components/policy-document";
import { parseDocument } from "../support/components";
import { valueOf } from "../support/pulumi";

describe("policyDocument", () => {
  it("writes statements in IAM's words, in the order given", async () => {
    const document = policyDocument([
      {
        sid: "Read",
        effect: "Allow",
        actions: ["s3:GetObject"],
        resources: [pulumi.output("arn:aws:s3:::bucket/*")],
        conditions: { Bool: { "aws:SecureTransport": "true" } },
      },
      {
        sid: "Trust",
        effect: "Deny",
        principals: { AWS: ["*"] },
        actions: ["sts:AssumeRole"],
        resources: [],
      },
    ]);
    assert.deepEqual(parseDocument(await valueOf(document)), {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "Read",
          Effect: "Allow",
          Action: ["s3:GetObject"],
          Resource: ["arn:aws:s3:::bucket/*"],
          Condition: { Bool: { "aws:SecureTransport": "true" } },
        },
        { Sid: "Trust", Effect: "Deny", Principal: { AWS: ["*"] }, Action: ["sts:AssumeRole"] },
      ],
    });
  });
});
