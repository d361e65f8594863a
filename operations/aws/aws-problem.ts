import { InputError } from "../input-error";
import { Problem } from "../problem";

const noCredentials =
  "found no AWS credentials: sign in (aws sso login), name a profile with --profile, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY";
const noRegion = "found no AWS Region: give --region, or set AWS_REGION";

/** What an error of the AWS SDK means for whoever runs a command, and the way out. */
const problems: Record<string, string> = {
  CredentialsProviderError: noCredentials,
  ExpiredTokenException: "the AWS credentials have expired: sign in again",
  ExpiredToken: "the AWS credentials have expired: sign in again",
  UnrecognizedClientException:
    "AWS does not know these credentials: check the profile and the partition of the Region",
  InvalidClientTokenId:
    "AWS does not know these credentials: check the profile and the partition of the Region",
  InvalidSignatureException:
    "AWS refuses the signature: check the secret access key and this machine's clock",
  SignatureDoesNotMatch: "AWS refuses the signature: check the secret access key and this machine's clock",
  ThrottlingException: "AWS throttles the requests and went on doing so: try again in a minute",
  TooManyRequestsException: "AWS throttles the requests and went on doing so: try again in a minute",
};

const connectionFaults = ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "ECONNRESET", "ETIMEDOUT", "EPIPE"];

/** Makes one clear line of what the AWS SDK throws; what is not of AWS comes back as it is. */
export function awsProblem(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof InputError || error instanceof Problem) return error;
  if (/region is missing/i.test(error.message)) return new InputError(noRegion);
  const known = problems[error.name];
  if (known !== undefined) return new InputError(known);
  if (error.name.startsWith("AccessDenied"))
    return new InputError(`AWS denies this: ${firstLine(error.message)}`);
  if ("$fault" in error && error.$fault === "server") {
    return new InputError(`AWS fails with ${error.name} and went on doing so: try again in a minute`);
  }
  const code = codeOf(error);
  if (error.name === "TimeoutError" || connectionFaults.includes(code)) {
    return new InputError(
      `cannot reach AWS (${code === "" ? "no answer in time" : code}): check --region, AWS_ENDPOINT_URL and the network`,
    );
  }
  if ("$fault" in error)
    return new InputError(`AWS refuses this with ${error.name}: ${withoutValue(error.message)}`);
  return error;
}

/** A complaint about a request repeats the value that it is about. */
function withoutValue(message: string): string {
  return firstLine(message).replaceAll(/\bValue '.*?' at/g, "Value at");
}

function firstLine(text: string): string {
  return text.split("\n", 1)[0] ?? "";
}

function codeOf(error: Error): string {
  return "code" in error && typeof error.code === "string" ? error.code : "";
}
