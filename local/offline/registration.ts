import { type RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";

import { type Properties, type WireProperties } from "./wire-values";

/** A resource as the program registered it. */
export interface Registration {
  type: string;
  name: string;
  urn: string;
  /** Empty for a component, and while it is unknown. */
  id: string;
  /** URN of the parent; empty for the stack itself. */
  parent: string;
  /** Whether a provider makes it; otherwise it is a component. */
  custom: boolean;
  /** Whether it is a component whose children its provider makes, not the program. */
  remote: boolean;
  inputs: Properties;
  /** What the program can read back; of a component, what it gave to `registerOutputs`. */
  outputs: Properties;
  options: RegistrationOptions;
  /** URNs of all resources that this one waits for, whether through `dependsOn` or through a property. */
  dependencies: string[];
  /** Property name to the URNs of the resources that its value comes from. */
  propertyDependencies: Record<string, string[]>;
  /** {@link Registration.inputs} in the form of a message. */
  wireInputs: WireProperties;
  /** {@link Registration.outputs} in the form of a message. */
  wireOutputs: WireProperties;
}

/** A resource's options. `undefined` where the program left an option out. */
export interface RegistrationOptions {
  protect?: boolean;
  retainOnDelete?: boolean;
  deleteBeforeReplace?: boolean;
  ignoreChanges: string[];
  replaceOnChanges: string[];
  additionalSecretOutputs: string[];
  /** Full URNs, or the parts in which an alias differs from the resource. */
  aliases: (string | { name: string; type: string; parent: string })[];
  /** In Pulumi's form, such as `10m`; empty where not set. */
  customTimeouts: { create: string; update: string; delete: string };
  /** `<urn>::<id>` of an explicit provider; empty for the default provider. */
  provider: string;
  version: string;
  /** Id of the existing resource to import; empty for none. */
  importId: string;
}

export function readRegistration(
  request: RegisterResourceRequest,
  urn: string,
  id: string,
  values: Pick<Registration, "inputs" | "wireInputs" | "outputs" | "wireOutputs">,
): Registration {
  return {
    type: request.getType(),
    name: request.getName(),
    urn,
    id,
    parent: request.getParent(),
    custom: request.getCustom(),
    remote: request.getRemote(),
    options: readOptions(request),
    dependencies: request.getDependenciesList(),
    propertyDependencies: readPropertyDependencies(request),
    ...values,
  };
}

function readPropertyDependencies(request: RegisterResourceRequest): Record<string, string[]> {
  const dependencies: Record<string, string[]> = {};
  request.getPropertydependenciesMap().forEach((urns, property) => {
    dependencies[property] = urns.getUrnsList();
  });
  return dependencies;
}

function readOptions(request: RegisterResourceRequest): RegistrationOptions {
  const timeouts = request.getCustomtimeouts();
  return {
    protect: request.hasProtect() ? request.getProtect() : undefined,
    retainOnDelete: request.hasRetainondelete() ? request.getRetainondelete() : undefined,
    deleteBeforeReplace: request.getDeletebeforereplacedefined()
      ? request.getDeletebeforereplace()
      : undefined,
    ignoreChanges: request.getIgnorechangesList(),
    replaceOnChanges: request.getReplaceonchangesList(),
    additionalSecretOutputs: request.getAdditionalsecretoutputsList(),
    aliases: request.getAliasesList().map((alias) => {
      const spec = alias.getSpec();
      if (spec === undefined) return alias.getUrn();
      return { name: spec.getName(), type: spec.getType(), parent: spec.getParenturn() };
    }),
    customTimeouts: {
      create: timeouts?.getCreate() ?? "",
      update: timeouts?.getUpdate() ?? "",
      delete: timeouts?.getDelete() ?? "",
    },
    provider: request.getProvider(),
    version: request.getVersion(),
    importId: request.getImportid(),
  };
}
