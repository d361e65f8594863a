import assert from "node:assert/strict";

import { parse, stringify } from "yaml";
import { z } from "zod";

import { withoutForeignAdoptions } from "../../../local/stack/local-adoption";

const arnOf = (account: string) =>
  `arn:aws:secretsmanager:eu-west-1:${account}:secret:auth-service-test-config-AbCdEf`;
const clusterIn = (account: string) => `arn:aws:ecs:eu-west-1:${account}:cluster/shared`;

function fileWith(account: string, cluster = clusterIn(account)): object {
  const keys = { A: { source: "existing", rotation: { strategy: "random" } }, B: { source: "existing" } };
  const config = {
    "p:cluster": cluster,
    "p:services": [{ name: "auth-service", secrets: [{ type: "config", arn: arnOf(account), keys }] }],
  };
  return { config, encryptionsalt: "v1:salt" };
}

const localised = (file: object): unknown => parse(withoutForeignAdoptions(stringify(file), "p:"));

describe("withoutForeignAdoptions", () => {
  it("makes secret and cluster of a real account anew", () => {
    const keys = { A: { source: "supplied", rotation: { strategy: "random" } }, B: { source: "supplied" } };
    assert.deepEqual(localised(fileWith("111122223333")), {
      config: { "p:services": [{ name: "auth-service", secrets: [{ type: "config", keys }] }] },
      encryptionsalt: "v1:salt",
    });
  });

  it("takes a cluster that is given by its name for one of the real account", () => {
    const { config } = z
      .object({ config: z.looseObject({}) })
      .parse(localised(fileWith("000000000000", "shared")));
    assert.deepEqual(Object.keys(config), ["p:services"]);
  });

  it("keeps what the local AWS has itself, and files without adoptions", () => {
    const file = fileWith("000000000000");
    assert.deepEqual(localised(file), file);
    const secrets = [{ type: "config", keys: { A: { source: "generated" } } }, "not a secret"];
    for (const services of [[{ name: "auth-service", secrets }, { name: "other" }], "none", undefined])
      assert.deepEqual(localised({ config: { "p:services": services } }), {
        config: services === undefined ? {} : { "p:services": services },
      });
    assert.equal(withoutForeignAdoptions("", "p:"), "");
  });
});
