import { type Clock, systemClock } from "../clock";
import { RotationError } from "../rotation-error";
import { TargetError } from "../target-error";

export interface HttpRequest {
  method: string;
  url: string;
  headers: Readonly<Record<string, string>>;
  body?: string | undefined;
  /** What messages call the request: method, host and path, with no value in it. */
  place: string;
}

export interface HttpAnswer {
  status: number;
  body: string;
}

export interface HttpOptions {
  clock?: Clock;
  /** How often to send a request that finds no server, or one that is busy or broken (429, 5xx). Default 3, 0.5 s and 1 s apart. */
  attempts?: number;
  /** For an attempt, the answer's body included. Default 10. */
  timeoutInSeconds?: number;
}

const maximumAnswerBytes = 1024 * 1024;

/**
 * Sends a request that holds a credential: by HTTPS alone (or to this machine), and nowhere else than to the address named, for
 * redirects are not followed.
 *
 * @returns The answer, whatever its status.
 * @throws TargetError naming the place and the kind of failure where there is no answer.
 */
export async function sendHttp(
  request: HttpRequest,
  { clock = systemClock, attempts = 3, timeoutInSeconds = 10 }: HttpOptions = {},
): Promise<HttpAnswer> {
  refusePlaintext(request);
  for (let attempt = 1; ; attempt += 1) {
    const answer = await attemptOf(request, timeoutInSeconds);
    const mayPass = typeof answer === "string" || answer.status === 429 || answer.status >= 500;
    if (mayPass && attempt < attempts) await clock.wait(250 * 2 ** attempt);
    else if (typeof answer === "string") throw new TargetError(`${request.place} failed: ${answer}`);
    else return answer;
  }
}

function refusePlaintext({ url, place }: HttpRequest): void {
  const { protocol, hostname } = URL.canParse(url) ? new URL(url) : { protocol: "", hostname: "" };
  const isLoopback = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
  if (protocol === "https:" || (protocol === "http:" && isLoopback)) return;
  throw new RotationError(`${place} is not sent: the address must be HTTPS, or HTTP on a loopback address`);
}

/** An answer, or why there is none. */
async function attemptOf(request: HttpRequest, timeoutInSeconds: number): Promise<HttpAnswer | string> {
  const { url, method, headers, body } = request;
  try {
    const signal = AbortSignal.timeout(timeoutInSeconds * 1000);
    const content = body === undefined ? {} : { body };
    const response = await fetch(url, { method, headers, ...content, redirect: "manual", signal });
    return { status: response.status, body: await textOf(response, request.place) };
  } catch (error) {
    if (error instanceof TargetError) throw error;
    return failureOf(error, timeoutInSeconds);
  }
}

async function textOf(response: Response, place: string): Promise<string> {
  const body: AsyncIterable<Uint8Array> | null = response.body;
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body ?? []) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > maximumAnswerBytes) throw new TargetError(`${place} failed: the answer is longer than 1 MiB`);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** The messages of `fetch` are left out: one on a header quotes it. */
function failureOf(error: unknown, timeoutInSeconds: number): string {
  if (!(error instanceof Error)) return "no answer";
  if (error.name === "TimeoutError") return `no answer in ${timeoutInSeconds} s`;
  const cause: unknown = error.cause;
  const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
  return typeof code === "string" ? code : `no answer (${error.name})`;
}
