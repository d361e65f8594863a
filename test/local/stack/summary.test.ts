import assert from "node:assert/strict";

import { formatSummary } from "../../../local/stack/summary";

describe("formatSummary", () => {
  it("names services, addresses and secrets, and counts the resources", () => {
    const arn = "arn:aws:secretsmanager:eu-west-1:000000000000:secret:orders-prod-config-AbCdEf";
    const text = formatSummary({
      stack: "prod",
      clusterName: "project-prod",
      services: {
        orders: {
          serviceName: "orders",
          secretArns: { "orders-prod-config": arn },
          url: "https://orders.invalid",
        },
        mailer: { serviceName: "mailer", secretArns: {} },
      },
      resources: { "aws:ecs/service:Service": 2, "aws:kms/key:Key": 1 },
    });
    assert.deepEqual(text.split("\n"), [
      "prod is up in the local AWS: 3 resources",
      "  cluster project-prod",
      "  service orders at https://orders.invalid",
      `    secret orders-prod-config  ${arn}`,
      "  service mailer",
      "    2 aws:ecs/service:Service",
      "    1 aws:kms/key:Key",
      "  to take it down: npm run destroy:local -- prod",
    ]);
  });
});
