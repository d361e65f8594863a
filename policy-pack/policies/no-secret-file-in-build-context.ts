import { existsSync } from "node:fs";
import { join, posix } from "node:path";

import { type Build, buildSettings, errorCode, inspectBuilds, readProjectFile } from "../build-context";
import { type SecretFile, secretFilesIn } from "../context-files";
import { type CopiedFiles, parseDockerfile } from "../dockerfile";
import { nist80053 } from "../frameworks";
import { type Finding, inputPolicy } from "../input-policy";
import { ignoredBy, type Matches, matchesAny } from "../path-patterns";
import { environmentFile, secretFileKind } from "../secret-files";

export const noSecretFileInBuildContext = inputPolicy({
  name: "no-secret-file-in-build-context",
  description:
    "No environment file, private key or file of logins goes into an image: its build context holds none that .dockerignore does not leave out, and no COPY or ADD names one.",
  enforcementLevel: "mandatory",
  severity: "high",
  remediationSteps:
    "Name the file in .dockerignore and take it out of COPY and ADD. Put its values into Secrets Manager and name them in the service's secrets; a build takes its own by RUN --mount=type=secret.",
  framework: nist80053("IA-5(7)", "Authenticator Management: No Embedded Unencrypted Static Authenticators"),
  configSchema: buildSettings,
  inspect: inspectBuilds((build) => {
    const { path, text } = dockerignoreOf(build);
    const ignored = ignoredBy(text);
    if (!ignored) return [{ fault: `${path} holds a pattern that Docker does not take: correct it` }];
    const files = filesOf(build, ignored);
    if ("error" in files) return [{ fault: unreadable(build, files.error) }];
    const read = readProjectFile(build, build.dockerfile);
    const copies = "text" in read ? parseDockerfile(read.text).copies : [];
    return [
      ...files.found.flatMap((file) => faultOf(file, build, copies, path)),
      ...copies.flatMap((copy) => namedFaults(copy, build, files.found)),
    ];
  }),
});

/** BuildKit takes the file beside the Dockerfile that is named after it before the context's own. */
function dockerignoreOf(build: Build): { path: string; text: string } {
  const own = `${build.dockerfile}.dockerignore`;
  const path = existsSync(join(build.project, own)) ? own : posix.join(build.context, ".dockerignore");
  const read = readProjectFile(build, path);
  return { path, text: "text" in read ? read.text : "" };
}

function filesOf({ project, context }: Build, ignored: Matches): { found: SecretFile[] } | { error: string } {
  try {
    return { found: secretFilesIn(join(project, context), ignored) };
  } catch (error) {
    return { error: errorCode(error) };
  }
}

function unreadable({ context }: Build, error: string): string {
  return `build context ${context} cannot be read (${error}), so nothing in it can be checked: set build.context to the folder's path from the project's folder`;
}

/** A key that no instruction takes stays outside of the image; an environment file is better not in the context at all. */
function faultOf(
  { path, kind }: SecretFile,
  { context, dockerfile }: Build,
  copies: readonly CopiedFiles[],
  dockerignore: string,
): Finding[] {
  const file = posix.join(context, path);
  const copy = copies.find((it) => takes(it, path));
  if (!copy && kind !== environmentFile) return [];
  const what = copy
    ? `${dockerfile}:${copy.line} ${copy.keyword} takes ${file}, ${kind}, into the image`
    : `${file} is ${kind} in the build context`;
  return [{ fault: `${what}: name it in ${dockerignore}` }];
}

function takes({ sources, excluded, fromContext }: CopiedFiles, path: string): boolean {
  return fromContext && matchesAny(sources)(path) && !matchesAny(excluded)(path);
}

/** An instruction may name a file that is not there yet, or is another stage's. */
function namedFaults(copy: CopiedFiles, { dockerfile }: Build, found: readonly SecretFile[]): Finding[] {
  if (found.some(({ path }) => takes(copy, path))) return [];
  return copy.sources.flatMap((source): Finding[] => {
    const named = secretFileKind(source.replace(/[*?]/g, ""));
    if (!named || named.judgedByContent) return [];
    return [
      {
        fault: `${dockerfile}:${copy.line} ${copy.keyword} takes ${source}, ${named.kind} by its name, into the image: take it out of the instruction`,
      },
    ];
  });
}
