import assert from "node:assert/strict";
import { join } from "node:path";

import { ESLint } from "eslint";
import tseslint from "typescript-eslint";

const cwd = join(__dirname, "..", "..");
/** The project's rules but for those that need types, which would take minutes here. */
const eslint = new ESLint({ cwd, overrideConfig: [tseslint.configs.disableTypeChecked] });

const restricted = ["@typescript-eslint/no-restricted-imports", "no-restricted-syntax"];

/** What the rules of the architecture say of a file, each as rule and message. */
async function complaints(filePath: string, code: string): Promise<string[]> {
  const [result] = await eslint.lintText(code, { filePath: join(cwd, filePath) });
  return (result?.messages ?? [])
    .filter(({ ruleId, fatal }) => fatal === true || restricted.includes(ruleId ?? ""))
    .map(({ message }) => message);
}

const importing = (target: string) => `import { planted } from "${target}";\nplanted();\n`;

interface Part {
  /** A file of the part, and one that lies deeper where the part has folders. */
  files: string[];
  /** What it must not import, as paths from the repository's root, or packages. */
  forbidden: string[];
  allowed: string[];
}

const parts = [
  "config",
  "components",
  "policy-pack",
  "rotation",
  "monitoring",
  "operations",
  "local",
  "test",
  "bench",
  "index",
];
const allBut = (...allowed: string[]) =>
  parts
    .filter((part) => !allowed.includes(part))
    .flatMap((part) => (part === "index" ? [part] : [part, `${part}/planted`]));

const layout: Record<string, Part> = {
  index: {
    files: ["index.ts"],
    forbidden: allBut("config", "components", "index"),
    allowed: ["config", "components/planted", "@pulumi/pulumi"],
  },
  config: {
    files: ["config.ts", "config/planted.ts", "config/deeper/planted.ts"],
    forbidden: [...allBut("config", "rotation"), "rotation/planted"],
    allowed: ["naming", "config/planted", "rotation/contract/planted", "@pulumi/pulumi", "zod"],
  },
  naming: {
    files: ["naming.ts"],
    forbidden: [...allBut(), "@pulumi/pulumi", "zod", "node:path"],
    allowed: [],
  },
  components: {
    files: ["components/planted.ts", "components/deeper/planted.ts"],
    forbidden: [...allBut("components", "rotation", "monitoring"), "rotation/planted"],
    allowed: [
      "naming",
      "components/planted",
      "rotation/contract/planted",
      "monitoring/planted",
      "@pulumi/aws",
    ],
  },
  "policy-pack": {
    files: ["policy-pack/planted.ts", "policy-pack/policies/planted.ts"],
    forbidden: allBut("policy-pack"),
    allowed: ["naming", "policy-pack/planted", "@pulumi/policy"],
  },
  rotation: {
    files: ["rotation/planted.ts", "rotation/strategies/planted.ts"],
    forbidden: [...allBut("rotation"), "@pulumi/pulumi", "@pulumi/aws"],
    allowed: ["naming", "rotation/planted", "@aws-sdk/client-secrets-manager"],
  },
  monitoring: {
    files: ["monitoring/planted.ts", "monitoring/age/planted.ts"],
    forbidden: [...allBut("monitoring"), "@pulumi/pulumi", "@pulumi/aws"],
    allowed: ["naming", "monitoring/planted", "@aws-sdk/client-secrets-manager"],
  },
  operations: {
    files: ["operations/planted.ts", "operations/commands/planted.ts"],
    forbidden: [...allBut("operations", "rotation"), "rotation/planted", "@pulumi/pulumi", "@pulumi/aws"],
    allowed: ["naming", "operations/planted", "rotation/contract/planted", "@aws-sdk/client-secrets-manager"],
  },
  local: {
    files: ["local/planted.ts", "local/deeper/planted.ts"],
    forbidden: [],
    allowed: [...parts.map((part) => `${part}/planted`), "naming", "@pulumi/pulumi"],
  },
};

/** How a file names another one of the repository, or a package. */
function specifier(from: string, target: string): string {
  const isPackage = target.startsWith("@") || target.startsWith("node:") || target === "zod";
  const depth = from.split("/").length - 1;
  return isPackage ? target : `${depth === 0 ? "./" : "../".repeat(depth)}${target}`;
}

describe("the arrows of the layout", () => {
  for (const [part, { files, forbidden, allowed }] of Object.entries(layout)) {
    for (const file of files) {
      for (const target of forbidden) {
        it(`keep ${file} from importing ${target}`, async () => {
          const found = await complaints(file, importing(specifier(file, target)));
          assert.equal(found.length, 1, `${part}: ${found.join("; ")}`);
          assert.match(found[0] ?? "", new RegExp(`^'${specifier(file, target)}' import is restricted`));
        });
      }
      it(`let ${file} import what the layout lets it`, async () => {
        const found = await Promise.all(
          allowed.map((target) => complaints(file, importing(specifier(file, target)))),
        );
        assert.deepEqual(found.flat(), []);
      });
    }
  }

  it("hold for every form of import", async () => {
    const forms = [
      'import type { Planted } from "../local/planted";\nexport const planted: Planted = 1;\n',
      'import { type Planted } from "../local/planted";\nexport const planted: Planted = 1;\n',
      'import "../local/planted";\n',
      'export * from "../local/planted";\n',
      'export { planted } from "../local/planted";\n',
      'import planted = require("../local/planted");\nplanted();\n',
      'export const planted = import("../local/planted");\n',
    ];
    for (const code of forms) assert.equal((await complaints("components/planted.ts", code)).length, 1, code);
  });

  it("keep every file but config.ts, and one of the pack, from reading Pulumi's configuration", async () => {
    const code = 'import * as pulumi from "@pulumi/pulumi";\nnew pulumi.Config().get("x");\n';
    const readers = [
      "index.ts",
      "config/planted.ts",
      "components/planted.ts",
      "policy-pack/planted.ts",
      "local/planted.ts",
    ];
    for (const file of readers) {
      assert.deepEqual(
        await complaints(file, code),
        ["config.ts is the only reader of pulumi.Config."],
        file,
      );
    }
    for (const reader of ["config.ts", "policy-pack/policy-exceptions.ts"])
      assert.deepEqual(await complaints(reader, code), [], reader);
  });

  it("keep all of zod out of the functions' bundles", async () => {
    const bundlesAll =
      'Write import * as z from "zod": of that, a function\'s bundle gets only what it uses.';
    for (const file of ["rotation/planted.ts", "rotation/contract/planted.ts", "monitoring/age/planted.ts"]) {
      for (const named of ["{ z }", "{ type z }"])
        assert.deepEqual(await complaints(file, `import ${named} from "zod";\n`), [bundlesAll], file);
      assert.deepEqual(await complaints(file, 'import * as z from "zod";\nz.string();\n'), [], file);
    }
  });

  it("keep tests from asserting inside apply", async () => {
    const code = "declare const output: { apply(check: () => void): void };\noutput.apply(() => {});\n";
    assert.deepEqual(await complaints("test/planted.test.ts", code), [
      "An assertion inside apply is never awaited.",
    ]);
  });
});
