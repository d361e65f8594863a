import { type Environment, looksLikeCompleteArn, parseSecretName } from "../../naming";
import { type Finding, ok, problem } from "./finding";
import { type Reference } from "./reference";

/** Where the tasks are that take the secrets. */
export interface Place {
  environment: Environment;
  region: string;
  account: string;
}

const deployAgain = "deploy the stack again, which writes the full ARN, the key and two empty fields";

/** Whether each reference names a secret's current version, in the form that ECS takes, and one of this environment. */
export function referenceFindings(references: readonly Reference[], place: Place): Finding[] {
  return references.flatMap((reference) => [
    formFinding(reference),
    ...environmentFindings(reference, place),
    ...placeFindings(reference, place),
  ]);
}

function formFinding(reference: Reference): Finding {
  const wrong = formProblem(reference);
  const { variable, secretName } = reference;
  return wrong === undefined
    ? ok("reference-form", variable, `its valueFrom is a full ARN of ${secretName}`)
    : problem("reference-form", variable, `its valueFrom ${wrong}`, deployAgain);
}

function formProblem({ secretName, arn, isFullArn, pinnedTo, hasAllParts }: Reference): string | undefined {
  if (!arn.startsWith("arn:"))
    return `is the name ${secretName}, which ECS takes for a parameter of Systems Manager`;
  if (!isFullArn) {
    return looksLikeCompleteArn(secretName)
      ? `names ${secretName} without the six characters at the end of its ARN; as that ends in a hyphen and six characters itself, Secrets Manager takes it for a full ARN and finds nothing`
      : `names ${secretName} without the six characters at the end of its ARN`;
  }
  if (!hasAllParts) return `of ${secretName} must end in the key and "::", or with the ARN`;
  if (pinnedTo !== undefined)
    return `of ${secretName} is fixed to ${pinnedTo}, so that no rotated value reaches the task`;
  return undefined;
}

function environmentFindings({ variable, secretName }: Reference, { environment }: Place): Finding[] {
  const named = parseSecretName(secretName)?.environment;
  if (named === undefined) return []; // a secret that is no service's has no environment in its name
  if (named === environment)
    return [ok("reference-environment", variable, `${secretName} is of ${environment}`)];
  return [
    problem(
      "reference-environment",
      variable,
      `it takes ${secretName}, a secret of ${named}, in ${environment}`,
      `name the secret of ${environment}, and deploy the stack again`,
    ),
  ];
}

function placeFindings({ variable, secretName, region, account }: Reference, place: Place): Finding[] {
  if (region === "") return [];
  if (region === place.region && account === place.account) {
    return [ok("reference-region", variable, `${secretName} is in ${region}`)];
  }
  const wrong =
    region === place.region ? `account ${account}, not ${place.account}` : `${region}, not ${place.region}`;
  return [
    problem(
      "reference-region",
      variable,
      `its valueFrom names ${secretName} in ${wrong}`,
      "deploy the stack again in the service's own Region and account",
    ),
  ];
}
