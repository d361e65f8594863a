import { z } from "zod";

import { parseSecretName } from "../../naming";
import { type Registration } from "../offline/registration";
import { type Amounts, originOf, type Use } from "./amounts";
import { storedGb } from "./assumptions";

const logGroupType = "aws:cloudwatch/logGroup:LogGroup";
const lifecycleType = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration";

const logGroupSchema = z.object({ name: z.string(), retentionInDays: z.number().positive() });
const lifecycleSchema = z.object({
  rules: z.array(z.object({ expiration: z.object({ days: z.number() }) })),
});

/** A log group in which as much expires as is added. CloudWatch stores logs compressed: this is an upper bound. */
export function logGroupCharges(group: Registration, use: Use): Amounts | string {
  const { data } = logGroupSchema.safeParse(group.inputs);
  if (data === undefined) return "how long its logs are kept is not known here";
  const gb = loggedGb(group, data.name, use);
  return { logIngestion: gb, logStorage: storedGb(gb, data.retentionInDays) };
}

function loggedGb(group: Registration, name: string, use: Use): number {
  const { trailGb, functionLogGb, serviceLogGb } = use.assumptions;
  const trails = use.resources.filter(({ type }) => type === "aws:cloudtrail/trail:Trail");
  const isTrails = trails.some(
    (trail) => originOf(trail, "cloudWatchLogsGroupArn", logGroupType, use)?.urn === group.urn,
  );
  if (isTrails) return trailGb;
  return name.startsWith("/aws/lambda/") ? functionLogGb : serviceLogGb;
}

/** A trail's files, as long as its bucket keeps them. The first copy of management events is free. */
export function trailCharges(trail: Registration, use: Use): Amounts | string {
  const bucket = originOf(trail, "s3BucketName", "aws:s3/bucket:Bucket", use);
  const lifecycles = use.resources.filter(({ type }) => type === lifecycleType);
  const lifecycle = lifecycles.find(
    ({ propertyDependencies }) => bucket && propertyDependencies.bucket?.includes(bucket.urn),
  );
  const days = lifecycleSchema.safeParse(lifecycle?.inputs).data?.rules[0]?.expiration.days;
  if (days === undefined) return "how long its files are kept is not known here";
  return { fileStorage: storedGb(use.assumptions.trailGb, days) };
}

const filterSchema = z.object({
  metricTransformation: z.object({ namespace: z.string(), name: z.string() }),
});

/** A metric filter: a metric that several filters count is one. */
export function metricFilterCharges(filter: Registration, { resources }: Use): Amounts {
  const metric = metricOf(filter);
  const others = resources.filter(({ type }) => type === filter.type);
  const first = metric === undefined ? filter : others.find((other) => metricOf(other) === metric);
  return first === filter ? { metric: 1 } : {};
}

function metricOf({ inputs }: Registration): string | undefined {
  const { data } = filterSchema.safeParse(inputs);
  return data && `${data.metricTransformation.namespace} ${data.metricTransformation.name}`;
}

const rotationAgeSchema = z.object({ secrets: z.array(z.string()) });

/** DaysSinceRotation, DaysUntilRotation, DaysOverdue, HoursSinceUndeployed: `monitoring/age/rotation-age.ts`. */
const agesOfASecret = 4;

/** What the function that watches secrets' ages reports: each age for each secret and for each service. */
export function rotationAgeCharges({ inputs }: Registration): Amounts | string {
  const { data } = rotationAgeSchema.safeParse(inputs);
  if (data === undefined) return "how many secrets it watches is not known here";
  const { secrets } = data;
  const services = new Set(secrets.map((secret) => parseSecretName(secret)?.service));
  return { metric: agesOfASecret * (secrets.length + services.size) };
}

/** An alarm, which is charged for each metric that it looks at. */
export function alarmCharges({ inputs }: Registration): Amounts {
  const { metricQueries } = inputs;
  if (!Array.isArray(metricQueries)) return { alarm: 1 };
  return { alarm: metricQueries.filter((query) => metricQuerySchema.safeParse(query).success).length };
}

const metricQuerySchema = z.object({ metric: z.object({}) });
