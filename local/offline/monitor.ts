import * as pulumi from "@pulumi/pulumi";
import {
  ReadResourceResponse,
  type ReadResourceRequest,
  RegisterPackageResponse,
  type RegisterResourceOutputsRequest,
  type RegisterResourceRequest,
  RegisterResourceResponse,
  type ResourceInvokeRequest,
  type SupportsFeatureRequest,
  SupportsFeatureResponse,
} from "@pulumi/pulumi/proto/resource_pb";
import { InvokeResponse } from "@pulumi/pulumi/proto/provider_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";

import { type ProviderAnswers } from "./provider-answers";
import { readRegistration, type Registration } from "./registration";
import {
  fromWire,
  type Properties,
  Secret,
  structOf,
  toWire,
  type Value,
  type WireProperties,
} from "./wire-values";

type Reply<Response> = (error: Error | null, response?: Response) => void;

/** The first would mark every output in a remote component's inputs, the others need a server for the engine's calls. */
const unsupportedFeatures = ["outputValues", "transforms", "invokeTransforms"];

/** Stands in for the engine: answers the program's registrations and calls, and keeps every registration. */
export class RecordingMonitor {
  /** URN to registration, in the order of registration. */
  readonly registrations = new Map<string, Registration>();

  /** The first request that could not be answered; the SDK passes it on with changed words, or not at all. */
  failure: Error | undefined;

  constructor(private readonly answers: ProviderAnswers) {}

  registerResource(request: RegisterResourceRequest, reply: Reply<RegisterResourceResponse>): void {
    this.answer(reply, () => {
      const urn = resourceUrn(request.getParent(), request.getType(), request.getName());
      if (this.registrations.has(urn))
        throw new Error(`duplicate resource URN "${urn}": give it a unique name`);
      const wireInputs = request.getObject()?.toJavaScript() ?? {};
      const inputs = fromWire(wireInputs);
      const { id, wireOutputs } = this.provide(request, urn, { inputs, wireInputs });
      const values = { inputs, wireInputs, outputs: fromWire(wireOutputs), wireOutputs };
      this.registrations.set(urn, readRegistration(request, urn, id, values));
      const response = new RegisterResourceResponse();
      response.setUrn(urn);
      response.setId(id);
      response.setObject(structOf(wireOutputs));
      return response;
    });
  }

  registerResourceOutputs(request: RegisterResourceOutputsRequest, reply: Reply<object>): void {
    this.answer(reply, () => {
      const registration = this.registrations.get(request.getUrn());
      if (registration === undefined)
        throw new Error(`outputs of an unregistered resource, "${request.getUrn()}"`);
      registration.wireOutputs = request.getOutputs()?.toJavaScript() ?? {};
      registration.outputs = fromWire(registration.wireOutputs);
      return {};
    });
  }

  readResource(request: ReadResourceRequest, reply: Reply<ReadResourceResponse>): void {
    this.answer(reply, () => {
      const inputs = request.getProperties()?.toJavaScript() ?? {};
      const resource = { type: request.getType(), name: request.getName(), inputs: fromWire(inputs) };
      const { outputs } = this.answers.resource({ ...resource, urn: "", custom: true, remote: false });
      const response = new ReadResourceResponse();
      response.setUrn(resourceUrn(request.getParent(), request.getType(), request.getName()));
      response.setProperties(Struct.fromJavaScript({ ...inputs, ...toWire(outputs) }));
      return response;
    });
  }

  invoke(request: ResourceInvokeRequest, reply: Reply<InvokeResponse>): void {
    this.answer(reply, () => {
      const inputs = fromWire(request.getArgs()?.toJavaScript() ?? {});
      const result =
        request.getTok() === "pulumi:pulumi:getResource"
          ? this.readBack(inputs.urn)
          : toWire(this.answers.call(request.getTok(), inputs));
      const response = new InvokeResponse();
      response.setReturn(Struct.fromJavaScript(result));
      return response;
    });
  }

  supportsFeature(request: SupportsFeatureRequest, reply: Reply<SupportsFeatureResponse>): void {
    const response = new SupportsFeatureResponse();
    response.setHassupport(!unsupportedFeatures.includes(request.getId()));
    reply(null, response);
  }

  registerPackage(_request: unknown, reply: Reply<RegisterPackageResponse>): void {
    reply(null, new RegisterPackageResponse());
  }

  registerResourceHook(_request: unknown, reply: Reply<object>): void {
    reply(null, {});
  }

  /** The SDK asks for what is behind a reference to a resource. */
  private readBack(urn: Value | undefined): WireProperties {
    const registration = typeof urn === "string" ? this.registrations.get(urn) : undefined;
    if (registration === undefined) throw new Error("a reference to a resource that was never registered");
    return { urn: registration.urn, id: registration.id, state: registration.wireOutputs };
  }

  private answer<Response>(reply: Reply<Response>, respond: () => Response): void {
    let response: Response;
    try {
      response = respond();
    } catch (error) {
      const failure = error instanceof Error ? error : new Error(String(error));
      this.failure ??= failure;
      reply(failure);
      return;
    }
    reply(null, response);
  }

  /** The id and outputs that the provider would give; the engine keeps a component's inputs out of its outputs. */
  private provide(
    request: RegisterResourceRequest,
    urn: string,
    { inputs, wireInputs }: Pick<Registration, "inputs" | "wireInputs">,
  ) {
    const [custom, remote] = [request.getCustom(), request.getRemote()];
    if (!custom && !remote) return { id: "", wireOutputs: {} };
    const resource = {
      type: request.getType(),
      name: request.getName(),
      urn,
      custom,
      remote,
      inputs,
    };
    const { id, outputs } = importedAs(request.getImportid(), this.answers.resource(resource));
    const known = { ...inputs, ...outputs };
    const secrets = request.getAdditionalsecretoutputsList();
    return {
      id,
      wireOutputs: { ...wireInputs, ...toWire(outputs), ...toWire(asSecrets(known, secrets)) },
    };
  }
}

/** An import gives a resource the id that it has; that of many is their ARN, which is then known at preview as well. */
function importedAs(importId: string, provided: { id: string; outputs: Properties }) {
  if (importId === "") return provided;
  const { outputs } = provided;
  return { id: importId, outputs: importId.startsWith("arn:") ? { ...outputs, arn: importId } : outputs };
}

function asSecrets(outputs: Properties, keys: string[]): Properties {
  const marked = Object.entries(outputs).filter(([key]) => keys.includes(key));
  return Object.fromEntries(
    marked.map(([key, value]) => [key, value instanceof Secret ? value : new Secret(value)]),
  );
}

/** The engine's form: the types of all ancestors but the stack, then the resource's own. */
function resourceUrn(parent: string, type: string, name: string): string {
  const parentType = parent.split("::")[2];
  const qualified =
    parentType === undefined || parentType === pulumi.runtime.rootPulumiStackTypeName
      ? type
      : `${parentType}$${type}`;
  return ["urn:pulumi:" + pulumi.getStack(), pulumi.getProject(), qualified, name].join("::");
}
