import { type PolicyResource } from "@pulumi/policy";

/** Resources whose outputs are credentials. */
const credentialSources = new Set([
  "aws:iam/accessKey:AccessKey",
  "random:index/randomBytes:RandomBytes",
  "random:index/randomPassword:RandomPassword",
  "tls:index/privateKey:PrivateKey",
]);

/** The first of the resources that a value comes from that makes it a credential, if one does. */
export function credentialAmong(origins: readonly PolicyResource[]): PolicyResource | undefined {
  return origins.find(({ type }) => credentialSources.has(type));
}
