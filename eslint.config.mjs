import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";

const pulumi = { regex: "^@pulumi/", message: "This folder runs without Pulumi." };

/** Forbids imports from the named parts of this repository, at whatever depth the importing file lies. */
const notFrom = (...parts) =>
  parts.map((part) => ({
    regex: `^(\\.{1,2}/)+${part}(/|$)`,
    message: `This file must not import from ${part} (see the layout in docs/architecture.md).`,
  }));

const readsConfig = {
  selector: "NewExpression[callee.property.name='Config'], NewExpression[callee.name='Config']",
  message: "config.ts is the only reader of pulumi.Config.",
};
const hidesImport = {
  selector: "ImportExpression",
  message: "Import at the top of the file, where the rules on imports see it.",
};
const bundlesAllOfZod = {
  selector: "ImportDeclaration[source.value='zod'] > ImportSpecifier",
  message: 'Write import * as z from "zod": of that, a function\'s bundle gets only what it uses.',
};
const hidesRelativeImport = "ImportExpression:not([source.value=/^(?!@pulumi)[a-z@]/])";
const rotationContract = {
  regex: "rotation/(?!contract/)",
  message: "Only rotation/contract is known outside rotation.",
};

const imports = (files, ...patterns) => ({
  files,
  rules: { "@typescript-eslint/no-restricted-imports": ["error", { patterns }] },
});

const everyPart = [
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
const allBut = (...allowed) => everyPart.filter((part) => !allowed.includes(part));

export default defineConfig(
  { ignores: ["**/node_modules/**", ".local/**", "coverage/**"] },
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true },
      ],
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      "no-restricted-syntax": ["error", readsConfig],
    },
  },
  { files: ["**/*.{cjs,mjs}"], ...tseslint.configs.disableTypeChecked },
  { files: ["**/*.cjs"], rules: { "@typescript-eslint/no-require-imports": "off" } },
  {
    files: [
      "*.ts",
      "components/**",
      "config/**",
      "policy-pack/**",
      "rotation/**",
      "monitoring/**",
      "operations/**",
    ],
    rules: { "no-restricted-syntax": ["error", readsConfig, hidesImport] },
  },
  // A large package of one strategy is loaded by that strategy alone; the rules on imports concern relative paths and Pulumi.
  {
    files: ["rotation/**"],
    rules: {
      "no-restricted-syntax": [
        "error",
        readsConfig,
        { ...hidesImport, selector: hidesRelativeImport },
        bundlesAllOfZod,
      ],
    },
  },
  {
    files: ["monitoring/**"],
    rules: { "no-restricted-syntax": ["error", readsConfig, hidesImport, bundlesAllOfZod] },
  },
  // The pack runs in a process of its own, and cannot ask config.ts.
  {
    files: ["config.ts", "policy-pack/policy-exceptions.ts"],
    rules: { "no-restricted-syntax": ["error", hidesImport] },
  },
  imports(["index.ts"], ...notFrom(...allBut("config", "components"))),
  imports(["config.ts", "config/**"], ...notFrom(...allBut("config", "rotation")), rotationContract),
  imports(["naming.ts"], { regex: ".", message: "naming.ts imports nothing." }),
  imports(["components/**"], ...notFrom(...allBut("components", "rotation", "monitoring")), rotationContract),
  imports(["policy-pack/**"], ...notFrom(...allBut("policy-pack"))),
  imports(["rotation/**"], pulumi, ...notFrom(...allBut("rotation"))),
  imports(["monitoring/**"], pulumi, ...notFrom(...allBut("monitoring"))),
  imports(["operations/**"], pulumi, ...notFrom(...allBut("operations", "rotation")), rotationContract),
  {
    files: ["test/**/*.test.ts"],
    rules: {
      "no-restricted-syntax": [
        "error",
        {
          selector: "CallExpression[callee.property.name='apply']",
          message: "An assertion inside apply is never awaited.",
        },
      ],
      "@typescript-eslint/no-unused-expressions": "off",
    },
  },
);
