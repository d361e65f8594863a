import { handler as rotationHandler } from "../../rotation/handler";
import { type FaultProxy } from "../support/faults/fault-proxy";
import { uniqueName } from "../support/local-aws";
import { EcsService } from "../support/rotation/ecs-service";
import { IssuerServer } from "../support/rotation/issuer-server";
import { secretText } from "../support/secret-text";
import { secretName, service, type SoakedSecret } from "./soaked-secret";
import { TaskWatch } from "./task-watch";

/** One service with its secret on the local AWS, an issuer, and the real functions, whose calls go through a proxy. */
export class RotationWorld {
  readonly issuer = new IssuerServer();
  readonly ecs = new EcsService(service, uniqueName("soak"));
  readonly tasks: TaskWatch;
  /** The first value of the key that a person keeps. */
  readonly manual = secretText();
  private lastCall: Promise<unknown> = Promise.resolve();

  constructor(
    readonly secret: SoakedSecret,
    private readonly proxy: FaultProxy,
  ) {
    this.tasks = new TaskWatch(secret, this.ecs, this.issuer);
  }

  async begin(settings: { overlap: boolean; topicArn: string }): Promise<void> {
    await this.issuer.start();
    const values = this.firstValues();
    await this.secret.create(values, this.issuer.adminKey);
    await this.ecs.create(this.secret.arn, Object.keys(values), { desiredCount: 2 });
    this.configure(settings);
    this.proxy.standIn = ({ operation, body }) =>
      operation === "Invoke"
        ? invoked(() => this.callRotation(JSON.parse(body.toString())))
        : Promise.resolve(undefined);
    this.proxy.onDone = (call) => {
      this.tasks.passing(call);
    };
    await this.tasks.look();
  }

  async end(): Promise<void> {
    this.proxy.standIn = () => Promise.resolve(undefined);
    this.proxy.onDone = () => undefined;
    await this.issuer.stop();
  }

  /** One call at a time, as the function's reserved concurrency has it; further calls wait. */
  callRotation(event: unknown): Promise<unknown> {
    const call = this.lastCall.then(() => rotationHandler(event));
    this.lastCall = call.catch(() => undefined);
    return call;
  }

  private firstValues() {
    const { key: API_KEY, id: API_KEY_ID } = this.issuer.issue();
    const jwt = secretText();
    return { API_KEY, API_KEY_ID, JWT_SECRET: jwt, JWT_SECRET_PREVIOUS: jwt, MANUAL_KEY: this.manual };
  }

  /** The variables that the functions read at each call. */
  private configure(settings: { overlap: boolean; topicArn: string }): void {
    const overlap = { previousKey: "JWT_SECRET_PREVIOUS", hours: 24 };
    const JWT_SECRET = {
      strategy: "random",
      length: 32,
      special: false,
      ...(settings.overlap && { overlap }),
    };
    const API_KEY = this.issuer.declaration({ adminSecretArn: this.secret.adminArn });
    Object.assign(process.env, {
      STRATEGIES: JSON.stringify({ [secretName]: { API_KEY, JWT_SECRET } }),
      CLUSTER: this.ecs.cluster,
      ENVIRONMENT: "test",
      REPLICA_REGIONS: "",
      SERVICES: "soak",
      ALERT_TOPIC_ARN: settings.topicArn,
      MAINTENANCE_WINDOW: "",
      MAXIMUM_CONCURRENT_DEPLOYMENTS: "1",
    });
  }
}

/** What Lambda answers. */
async function invoked(work: () => Promise<unknown>) {
  try {
    return { status: 200, headers: {}, body: Buffer.from(JSON.stringify(await work())) };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const body = Buffer.from(JSON.stringify({ errorType: error.name, errorMessage: error.message }));
    return { status: 200, headers: { "x-amz-function-error": "Unhandled" }, body };
  }
}
