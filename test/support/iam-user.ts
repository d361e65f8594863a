import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  IAMClient,
  PutUserPolicyCommand,
} from "@aws-sdk/client-iam";
import { clientOptions, uniqueName } from "./local-aws";

/** An IAM user of the local AWS, whose real calls show what a policy permits. */
export class IamUser {
  private readonly iam = new IAMClient(clientOptions());

  private constructor(
    readonly name: string,
    private readonly credentials: { accessKeyId: string; secretAccessKey: string },
  ) {}

  static async create(): Promise<IamUser> {
    const iam = new IAMClient(clientOptions());
    const UserName = uniqueName("user");
    await iam.send(new CreateUserCommand({ UserName }));
    const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
    const { AccessKeyId: accessKeyId = "", SecretAccessKey: secretAccessKey = "" } = AccessKey ?? {};
    return new IamUser(UserName, { accessKeyId, secretAccessKey });
  }

  /** What an SDK client needs in order to call as this user. */
  clientOptions() {
    return { ...clientOptions(), credentials: this.credentials };
  }

  /** Makes these statements all that the user may do. */
  async allow(...Statement: object[]): Promise<void> {
    const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement });
    await this.iam.send(new PutUserPolicyCommand({ UserName: this.name, PolicyName: "all", PolicyDocument }));
  }
}
