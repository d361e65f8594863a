import { nist80053 } from "../frameworks";
import { type Finding, inputPolicy } from "../input-policy";
import { entriesOf, type Fields, textAt, valuesAt } from "../known-values";

const property = "metricTransformation";

export const metricFilterDefaultHasNoDimensions = inputPolicy({
  name: "metric-filter-default-has-no-dimensions",
  description:
    "A metric filter has a default value or dimensions, and not both: CloudWatch Logs refuses such a filter in the update, and what it is to count goes uncounted.",
  enforcementLevel: "mandatory",
  severity: "medium",
  remediationSteps:
    "Leave the metricTransformation's defaultValue out, or put what the dimensions tell apart into the metric's name.",
  framework: nist80053(
    "AU-6(1)",
    "Audit Record Review, Analysis, and Reporting: Automated Process Integration",
  ),
  inspect: { "aws:cloudwatch/logMetricFilter:LogMetricFilter": findingsOf },
});

/** (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntaxForMetricFilters.html) */
function findingsOf(filter: Fields): Finding[] {
  return valuesAt(filter, property).flatMap((transformation) => {
    const hasDefault = textAt(transformation, "defaultValue") !== undefined;
    const dimensions = valuesAt(transformation, "dimensions").flatMap((map) => entriesOf(map));
    if (!hasDefault || dimensions.length === 0) return [];
    const names = dimensions.map(([name]) => name).join(", ");
    return [{ fault: `${property} has a defaultValue and dimensions (${names}): leave one of the two out` }];
  });
}
