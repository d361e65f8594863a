import {
  AnalyzeRequest,
  AnalyzerPropertyDependencies,
  AnalyzerProviderResource,
  AnalyzerResource,
  AnalyzerResourceOptions,
  AnalyzeStackRequest,
} from "@pulumi/pulumi/proto/analyzer_pb";

import { type Provider, providerOf } from "./providers";
import { type Recording } from "./recorder";
import { type Registration } from "./registration";
import { structOf, type WireProperties, withoutReferences } from "./wire-values";

/** What the engine asks a policy pack about each resource: its inputs. One after the other, as each is as large as the inputs. */
export function* resourceRequests(recording: Recording<unknown>): Generator<AnalyzeRequest> {
  for (const resource of [recording.root, ...recording.resources]) {
    const request = fill(new AnalyzeRequest(), resource, resource.wireInputs);
    request.setProvider(providerMessage(providerOf(recording, resource)));
    yield request;
  }
  for (const provider of defaultProviders(recording)) yield fillProvider(new AnalyzeRequest(), provider);
}

/** What the engine asks about the stack: the outputs of all resources, and what depends on what. */
export function stackRequest(recording: Recording<unknown>): AnalyzeStackRequest {
  const resources = [recording.root, ...recording.resources].map((resource) => {
    const message = fill(new AnalyzerResource(), resource, resource.wireOutputs);
    message.setProvider(providerMessage(providerOf(recording, resource)));
    message.setParent(resource.parent);
    message.setDependenciesList(resource.dependencies);
    setPropertyDependencies(message, resource);
    return message;
  });
  const providers = defaultProviders(recording).map((it) => fillProvider(new AnalyzerResource(), it));
  const request = new AnalyzeStackRequest();
  request.setResourcesList([...resources, ...providers]);
  return request;
}

/** The engine shows a default provider among the resources too. */
function defaultProviders(recording: Recording<unknown>): Provider[] {
  const own = new Set(recording.resources.map(({ urn }) => urn));
  const providers = recording.resources.flatMap((resource) => providerOf(recording, resource) ?? []);
  return [...new Map(providers.map((it) => [it.urn, it])).values()].filter(({ urn }) => !own.has(urn));
}

function fill<Message extends AnalyzeRequest | AnalyzerResource>(
  message: Message,
  { type, name, urn, parent, options }: Registration,
  properties: WireProperties,
): Message {
  const analyzed = new AnalyzerResourceOptions();
  analyzed.setParent(parent);
  analyzed.setProtect(options.protect ?? false);
  analyzed.setIgnorechangesList(options.ignoreChanges);
  analyzed.setAdditionalsecretoutputsList(options.additionalSecretOutputs);
  analyzed.setDeletebeforereplace(options.deleteBeforeReplace ?? false);
  analyzed.setDeletebeforereplacedefined(options.deleteBeforeReplace !== undefined);
  analyzed.setCustomtimeouts(timeouts(options));
  message.setType(type);
  message.setName(name);
  message.setUrn(urn);
  message.setProperties(structOf(withoutReferences(properties)));
  message.setOptions(analyzed);
  return message;
}

function fillProvider<Message extends AnalyzeRequest | AnalyzerResource | AnalyzerProviderResource>(
  message: Message,
  { type, name, urn, properties }: Provider,
): Message {
  message.setType(type);
  message.setName(name);
  message.setUrn(urn);
  message.setProperties(structOf(properties));
  if (!(message instanceof AnalyzerProviderResource)) message.setOptions(new AnalyzerResourceOptions());
  return message;
}

function providerMessage(provider: Provider | undefined): AnalyzerProviderResource | undefined {
  return provider && fillProvider(new AnalyzerProviderResource(), provider);
}

/** The engine leaves out properties that depend on nothing. */
function setPropertyDependencies(message: AnalyzerResource, { propertyDependencies }: Registration): void {
  for (const [property, urns] of Object.entries(propertyDependencies)) {
    if (urns.length === 0) continue;
    const dependencies = new AnalyzerPropertyDependencies();
    dependencies.setUrnsList(urns);
    message.getPropertydependenciesMap().set(property, dependencies);
  }
}

function timeouts({ customTimeouts }: Registration["options"]): AnalyzerResourceOptions.CustomTimeouts {
  const message = new AnalyzerResourceOptions.CustomTimeouts();
  message.setCreate(seconds(customTimeouts.create));
  message.setUpdate(seconds(customTimeouts.update));
  message.setDelete(seconds(customTimeouts.delete));
  return message;
}

/** Of a duration in Go's form, such as `1h30m`. */
function seconds(duration: string): number {
  const units = new Map([
    ["h", 3600],
    ["m", 60],
    ["s", 1],
  ]);
  const parts = [...duration.matchAll(/([\d.]+)([hms])/g)];
  return parts.reduce((sum, [, count, unit = ""]) => sum + Number(count) * (units.get(unit) ?? 0), 0);
}
