import { type RotationAge } from "./rotation-age";
import { type WatchedSecret } from "./watched-secret";

/**
 * A log record from which CloudWatch Logs makes metrics by itself, so that the function needs no right to publish any: each
 * once for the service, where the largest of its secrets' counts, and once for the secret.
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html)
 */
export function metricRecord(
  { service, name }: WatchedSecret,
  age: RotationAge,
  { namespace, now }: { namespace: string; now: Date },
): object {
  const Metrics = Object.keys(age).map((Name) => ({ Name }));
  const Dimensions = [["Service"], ["Service", "Secret"]];
  return {
    _aws: {
      Timestamp: now.getTime(),
      CloudWatchMetrics: [{ Namespace: namespace, Dimensions, Metrics }],
    },
    Service: service,
    Secret: name,
    ...age,
  };
}
