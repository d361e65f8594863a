import { EC2Client } from "@aws-sdk/client-ec2";
import { IAMClient } from "@aws-sdk/client-iam";
import { KMSClient } from "@aws-sdk/client-kms";

import { type AwsClients, awsClients, clientOptions } from "../aws/clients";

/** The AWS services that the checks ask. */
export interface DoctorClients extends AwsClients {
  iam: IAMClient;
  kms: KMSClient;
  ec2: EC2Client;
}

export function doctorClients(flags: { region?: string; profile?: string }): DoctorClients {
  const options = clientOptions(flags);
  return {
    ...awsClients(flags),
    iam: new IAMClient(options),
    kms: new KMSClient(options),
    ec2: new EC2Client(options),
  };
}
