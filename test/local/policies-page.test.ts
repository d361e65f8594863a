import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { currentPage } from "../../local/policies-page";
import { noPublicIp } from "../../policy-pack/policies/no-public-ip";

describe("docs/policies.md", () => {
  it("describes the policies as they are: otherwise run `npm run docs`", () => {
    const page = readFileSync(join(__dirname, "..", "..", "docs", "policies.md"), "utf8");
    assert.equal(page, currentPage(page));
  });
});

describe("currentPage", () => {
  const marker = "<!-- Written by `npm run docs` from the policies themselves. -->\n";

  it("keeps what stands before the marker and replaces what stands behind it", () => {
    const page = currentPage(`# Title\n\n${marker}\n### gone\n`, [
      {
        ...noPublicIp,
        configSchema: {
          properties: { most: { default: 3, description: "How many." }, of: { description: "Of what." } },
        },
      },
    ]);
    assert.equal(
      page,
      `# Title

${marker}
### no-public-ip

The tasks of a service have no public IP address, so that nothing on the internet reaches them.

- Level mandatory, severity high. Reads \`aws:ecs/service:Service\`, \`aws:ecs/taskSet:TaskSet\`.
- To comply: Set networkConfiguration.assignPublicIp to false or leave it out, and give the private subnets a NAT gateway or VPC endpoints to reach AWS.
- Reference: AWS Foundational Security Best Practices 1.0.0, ECS.2: ECS services should not have public IP addresses assigned to them automatically.
- Setting \`most\` (default \`3\`): How many.
- Setting \`of\`: Of what.
`,
    );
  });

  it("says where a policy follows no framework", () => {
    const { framework, ...policy } = noPublicIp;
    assert.ok(framework);
    assert.match(currentPage(marker, [policy]), /\n- Reference: none\.\n$/);
  });
});
