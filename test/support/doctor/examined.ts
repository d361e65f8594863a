import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { EC2Client } from "@aws-sdk/client-ec2";
import { ECSClient } from "@aws-sdk/client-ecs";
import { IAMClient } from "@aws-sdk/client-iam";
import { KMSClient } from "@aws-sdk/client-kms";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";

import { type DoctorReport, doctorReport } from "../../../operations/doctor/doctor-report";
import { type DoctorClients } from "../../../operations/doctor/doctor-clients";
import { examine } from "../../../operations/doctor/examine";
import { makeRepairs } from "../../../operations/doctor/make-repairs";
import { textReport } from "../../../operations/doctor/text-report";
import { clientOptions } from "../local-aws";

/** What the doctor says of prod on the local AWS, asked as the root user unless told otherwise. */
export async function examineProd(
  now = new Date(),
  options: ReturnType<typeof clientOptions> = clientOptions(),
): Promise<{ report: DoctorReport; text: string }> {
  const clients = doctorClientsWith(options);
  const examination = await examine(clients, { environment: "prod", now, onProgress: () => undefined });
  return {
    report: doctorReport(examination, []),
    text: textReport(examination, { width: 80, color: false }),
  };
}

/** Makes every repair of what the doctor finds in prod at a time; gives each as its kind, secret and outcome. */
export async function repairProd(now: Date): Promise<string[]> {
  const clients = doctorClientsWith(clientOptions());
  const examination = await examine(clients, { environment: "prod", now, onProgress: () => undefined });
  const done = await makeRepairs(clients, examination, () => Promise.resolve(true));
  return done.map(({ repair, outcome }) => `${repair.kind} of ${repair.secret}: ${outcome}`);
}

function doctorClientsWith(options: ReturnType<typeof clientOptions>): DoctorClients {
  return {
    secretsManager: new SecretsManagerClient(options),
    ecs: new ECSClient(options),
    lambda: new LambdaClient(options),
    iam: new IAMClient(options),
    kms: new KMSClient(options),
    ec2: new EC2Client(options),
    logs: new CloudWatchLogsClient(options),
  };
}

/** The findings with a verdict, each as its check and subject. */
export function found(report: DoctorReport, verdict: "problem" | "unknown"): string[] {
  return [...report.services.flatMap(({ findings }) => findings), ...report.shared]
    .filter((finding) => finding.verdict === verdict)
    .map(({ check, subject }) => `${check}: ${subject}`);
}
