import { type Build, buildSettings, inspectBuilds, readProjectFile } from "../build-context";
import { type DockerfileText, parseDockerfile } from "../dockerfile";
import { cisDocker } from "../frameworks";
import { type Finding, inputPolicy } from "../input-policy";
import { type DetectedSecret, detectSecret } from "../secret-detector";
import { namesSecret } from "../secret-names";

export const noCredentialInDockerfile = inputPolicy({
  name: "no-credential-in-dockerfile",
  description:
    "No credential stands in a Dockerfile: everyone who may pull the image can read it in the image's history, even when a later instruction removes it.",
  enforcementLevel: "mandatory",
  severity: "critical",
  remediationSteps:
    "Take the value out of the Dockerfile and replace it, as it has been in the clear. Give the container its credentials through Secrets Manager, and the build its own by RUN --mount=type=secret.",
  framework: cisDocker("4.10", "Ensure secrets are not stored in Dockerfiles"),
  configSchema: buildSettings,
  inspect: inspectBuilds((build) => {
    const read = readProjectFile(build, build.dockerfile);
    if ("error" in read) return [{ fault: unreadable(build, read.error) }];
    const { texts, buildArguments } = parseDockerfile(read.text);
    return texts.flatMap((text) => judge(text, build, buildArguments));
  }),
});

function unreadable({ dockerfile }: Build, error: string): string {
  return `${dockerfile} cannot be read (${error}), so nothing in it can be checked: set build.dockerfile to the Dockerfile's path from the project's folder`;
}

function judge(
  written: DockerfileText,
  { dockerfile }: Build,
  buildArguments: ReadonlySet<string>,
): Finding[] {
  const text = withDefault(written.text);
  const argument = /^\$\{?(\w+)/.exec(text)?.[1];
  if (written.label.startsWith("ENV ") && argument !== undefined && buildArguments.has(argument)) {
    if (!namesSecret(written.name ?? "")) return [];
    return [
      {
        fault: `${dockerfile}:${written.line} ${written.label} keeps the build argument ${argument} in the image: give it to the build by RUN --mount=type=secret instead`,
      },
    ];
  }
  const secret = secretIn(written, text);
  if (!secret) return [];
  const { rule, confidence, path } = secret;
  return [
    {
      fault: `${dockerfile}:${path} ${written.label} holds a secret in plain text (${rule}, ${confidence} confidence): take it out and replace it`,
    },
  ];
}

/** What a variable gives when it is not set: `${NAME:-default}`. */
function withDefault(text: string): string {
  return /^\$\{\w+:?[-+](.+)\}$/s.exec(text)?.[1] ?? text;
}

/** The path of what it finds is the number of the line that shows it, or else of the first one. */
function secretIn({ line, name, writtenLines }: DockerfileText, text: string): DetectedSecret | undefined {
  const secret = detectSecret(name === undefined ? { place: "", text } : { place: "", name, text });
  if (!secret) return undefined;
  const index = writtenLines.findIndex((lineText) => detectSecret({ place: "", text: lineText }));
  return { ...secret, path: String(line + Math.max(index, 0)) };
}
