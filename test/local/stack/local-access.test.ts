import assert from "node:assert/strict";

import { checkStack } from "../../../config/check";
import { localAccess } from "../../../local/stack/local-access";
import { localConfig, parseStackFile } from "../../../local/stack/local-config";
import { environments } from "../../../naming";
import { fileText } from "../../support/stack-files";

const role = "arn:aws:iam::111122223333:role";

describe("localAccess", () => {
  it("lets whoever deploys to the local AWS through prod's wall", () => {
    const access = {
      rolePath: "/services/",
      administrators: [`${role}/administrator`],
      breakGlass: { principals: ["arn:aws:iam::111122223333:user/on-call"] },
    };
    assert.deepEqual(localAccess({ ...access, permissionsBoundaryArn: "arn:aws:iam::aws:policy/boundary" }), {
      ...access,
      permissionsBoundaryArn: undefined,
      administrators: [`${role}/administrator`, "arn:aws:iam::000000000000:root"],
    });
  });

  it("attaches the developers' policy to nobody, and keeps the rest of it", () => {
    const developers = { roles: ["developer"], groups: ["developer"], requireMfa: true };
    assert.deepEqual(localAccess({ developers }), {
      permissionsBoundaryArn: undefined,
      developers: { roles: [], groups: [], requireMfa: true },
    });
  });
});

describe("localConfig", () => {
  for (const stack of environments) {
    it(`gives ${stack} a valid access`, () => {
      const network = {
        vpcId: "vpc-00000001",
        privateSubnetIds: ["subnet-00000001", "subnet-00000002"],
        publicSubnetIds: [],
      };
      const shipped = fileText(`Pulumi.${stack}.yaml`);
      const { config } = parseStackFile(localConfig({ shipped, previous: "", network }));
      const { [`secret-backed-services:access`]: access } = config;
      const raw = {
        access,
        network: { existing: network },
        services: config["secret-backed-services:services"],
      };
      const checked = checkStack({
        stack,
        raw,
        otherKeys: [],
        read: () => ({ text: "later", encrypted: true }),
      });
      assert.deepEqual(checked.valid ? [] : checked.problems, []);
      const named = JSON.stringify(access);
      assert.equal(named.includes("arn:aws:iam::000000000000:root"), stack === "prod");
      assert.ok(!named.includes('"developer"'), named);
    });
  }
});
