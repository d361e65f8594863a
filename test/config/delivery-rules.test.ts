import assert from "node:assert/strict";

import { deliveryProblems } from "../../config/delivery-rules";
import { deliverySchema } from "../../config/delivery-schema";
import { formatProblem } from "../../config/problems";

const deploy = "arn:aws:iam::111122223333:policy/deploy";
const github = { repository: "example/shop" };

function problemsOf(delivery: unknown): string[] {
  return deliveryProblems(deliverySchema.parse(delivery)).map(formatProblem);
}

describe("deliveryProblems", () => {
  it("accepts either pipeline, both, and none", () => {
    const pulumiCloud = { organization: "example", createProvider: false };
    assert.deepEqual(deliveryProblems(undefined), []);
    assert.deepEqual(problemsOf({ deployPolicyArns: [deploy], github }), []);
    assert.deepEqual(problemsOf({ deployPolicyArns: [deploy], pulumiCloud }), []);
    assert.deepEqual(
      problemsOf({
        deployPolicyArns: [deploy, "arn:aws:iam::aws:policy/ReadOnlyAccess"],
        deployPermissionsBoundaryArn: "arn:aws:iam::111122223333:policy/boundary",
        github,
        pulumiCloud,
      }),
      [],
    );
  });

  it("refuses roles that nobody takes on, and two policies of one name", () => {
    assert.deepEqual(
      problemsOf({ deployPolicyArns: [deploy, "arn:aws:iam::111122223333:policy/team/deploy"] }),
      [
        "delivery must say who deploys: add github, pulumiCloud or both",
        'delivery.deployPolicyArns[1] is declared already in delivery.deployPolicyArns[0]: keep one of them (got "deploy")',
      ],
    );
  });
});

describe("deliverySchema", () => {
  it("takes repositories as subject claims spell them, without wildcards", () => {
    const accepts = (repository: string) =>
      deliverySchema.safeParse({ deployPolicyArns: [deploy], github: { repository } }).success;
    assert.ok(accepts("example/shop"));
    assert.ok(accepts("example@123456/shop.api@456789"));
    assert.ok(accepts("example-123456/shop-456789"));
    for (const repository of ["example", "example/*", "*/shop", "example/shop:environment:prod", "a/b/c", ""])
      assert.ok(!accepts(repository), repository);
  });

  it("takes an organization as Pulumi's tokens spell it: in lower case", () => {
    const accepts = (organization: string) =>
      deliverySchema.safeParse({ deployPolicyArns: [deploy], pulumiCloud: { organization } }).success;
    assert.ok(accepts("example-1"));
    for (const organization of ["Example", "*", "a:b", ""]) assert.ok(!accepts(organization), organization);
  });

  it("wants a policy of deployments, and ten at most", () => {
    const accepts = (deployPolicyArns: string[]) =>
      deliverySchema.safeParse({ deployPolicyArns, github }).success;
    assert.ok(!accepts([]));
    assert.ok(!accepts(Array.from({ length: 11 }, (_, index) => `${deploy}${index}`)));
    assert.ok(!accepts(["AdministratorAccess"]));
  });
});
