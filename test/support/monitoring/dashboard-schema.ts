import { z } from "zod";

/**
 * What CloudWatch takes as a dashboard's body.
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html)
 */
const place = {
  x: z.int().min(0).max(23),
  y: z.int().min(0),
  width: z.int().min(1).max(24),
  height: z.int().min(1).max(1000),
};

/** Namespace, metric, then pairs of dimension and value, then options. */
const metric = z.array(z.union([z.string(), z.strictObject({ label: z.string() })])).refine((parts) => {
  const names = parts.filter((part) => typeof part === "string");
  const options = parts.slice(names.length);
  return names.length >= 2 && names.length % 2 === 0 && options.every((part) => typeof part === "object");
}, "must be a namespace, a metric and pairs of dimension and value, then options");

const widget = z.discriminatedUnion("type", [
  z.strictObject({ ...place, type: z.literal("text"), properties: z.strictObject({ markdown: z.string() }) }),
  z.strictObject({
    ...place,
    type: z.literal("alarm"),
    properties: z.strictObject({
      title: z.string(),
      alarms: z
        .array(z.string().regex(/^arn:[^:]+:cloudwatch:[^:]+:\d{12}:alarm:.+$/))
        .min(1)
        .max(100),
    }),
  }),
  z.strictObject({
    ...place,
    type: z.literal("metric"),
    properties: z.strictObject({
      title: z.string(),
      region: z.string(),
      view: z.enum(["timeSeries", "singleValue", "gauge", "bar", "pie", "table"]),
      stat: z.enum(["SampleCount", "Average", "Sum", "Minimum", "Maximum"]),
      period: z.int().multipleOf(60),
      metrics: z.array(metric).min(1).max(500),
    }),
  }),
  z.strictObject({
    ...place,
    type: z.literal("log"),
    properties: z.strictObject({
      title: z.string(),
      region: z.string(),
      view: z.enum(["table", "timeSeries", "bar", "pie"]),
      query: z.string().startsWith("SOURCE "),
    }),
  }),
]);

export const dashboardSchema = z.strictObject({ widgets: z.array(widget).max(500) });
