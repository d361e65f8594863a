import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { runtime } from "@pulumi/pulumi";

import { InputError } from "../../../../local/offline/input-error";
import { readStackSettings } from "../../../../local/offline/preview/stack-settings";

describe("readStackSettings", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "stack-settings-"));
    write("Pulumi.yaml", "name: shop", "runtime: nodejs");
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  function write(file: string, ...lines: string[]): void {
    writeFileSync(join(folder, file), lines.join("\n"));
  }

  function assertRefused(message: string, stack = "prod", configFile?: string): void {
    assert.throws(() => readStackSettings(folder, stack, configFile), new InputError(message));
  }

  it("gives configuration as the engine hands it to a program", () => {
    write(
      "Pulumi.prod.yaml",
      "config:",
      "  aws:region: eu-west-1",
      "  shop:count: 3",
      "  shop:open: false",
      '  shop:version: "1.0"',
      "  shop:list: [a, {b: 1}]",
      "  short: text",
    );
    assert.deepEqual(readStackSettings(folder, "prod"), {
      project: "shop",
      stack: "prod",
      file: join(folder, "Pulumi.prod.yaml"),
      main: ".",
      config: {
        "aws:region": "eu-west-1",
        "shop:count": "3",
        "shop:open": "false",
        "shop:version": "1.0",
        "shop:list": '["a",{"b":1}]',
        "shop:short": "text",
      },
      encrypted: [],
    });
  });

  it("takes encrypted values for unknown ones, also within an object", () => {
    write(
      "Pulumi.prod.yaml",
      "config:",
      "  shop:password: {secure: v1:ciphertext}",
      "  shop:database: {name: main, password: {secure: v1:ciphertext}}",
    );
    const { config, encrypted } = readStackSettings(folder, "prod");
    assert.deepEqual(config, {
      "shop:password": runtime.unknownValue,
      "shop:database": `{"name":"main","password":"${runtime.unknownValue}"}`,
    });
    assert.deepEqual(encrypted, ["shop:password", "shop:database"]);
  });

  it("takes the project's values and defaults where the stack has none", () => {
    write(
      "Pulumi.yaml",
      "name: shop",
      "main: program",
      "config:",
      "  colour: {type: string, default: red}",
      "  size: {type: integer, default: 1}",
      "  required: {type: string}",
      "  aws:region: {value: eu-west-1}",
      "  plain: text",
    );
    write("Pulumi.prod.yaml", "config:", "  shop:size: 2");
    const { main, config } = readStackSettings(folder, "prod");
    assert.equal(main, "program");
    assert.deepEqual(config, {
      "shop:colour": "red",
      "shop:size": "2",
      "aws:region": "eu-west-1",
      "shop:plain": "text",
    });
  });

  it("reads a stack's file without configuration, and one in another place", () => {
    write("Pulumi.prod.yaml", "# nothing yet");
    assert.deepEqual(readStackSettings(folder, "prod").config, {});
    write("other.yaml", "config: {shop:a: b}");
    assert.deepEqual(readStackSettings(folder, "prod", join(folder, "other.yaml")).config, { "shop:a": "b" });
  });

  it("says which stacks there are", () => {
    write("Pulumi.prod.yaml");
    write("Pulumi.dev.yaml");
    assertRefused(`there is no stack "test" in ${folder}: take dev, prod`, "test");
  });

  it("says where a project is expected", () => {
    rmSync(join(folder, "Pulumi.yaml"));
    assertRefused(
      `there is no Pulumi.yaml in ${folder}: run this in a project's folder, or name one with --cwd`,
    );
  });

  it("says that a file is missing", () => {
    const file = join(folder, "other.yaml");
    assertRefused(`there is no file ${file}`, "prod", file);
  });

  it("gives the line of a syntax error, and nothing of the file's text", () => {
    write("Pulumi.prod.yaml", "config:", "  shop:a: 1", "  shop:a: 2");
    assertRefused(`${join(folder, "Pulumi.prod.yaml")}:3:3: Map keys must be unique`);
  });

  it("gives the path of a value in a wrong form", () => {
    write("Pulumi.prod.yaml", "config: 5");
    assertRefused(`${join(folder, "Pulumi.prod.yaml")}: config must map keys to values`);
    write("Pulumi.yaml", "runtime: nodejs");
    assertRefused(`${join(folder, "Pulumi.yaml")}: name must be the project's name`);
    write("Pulumi.yaml", "just text");
    assertRefused(`${join(folder, "Pulumi.yaml")}: must map keys to values`);
  });
});
