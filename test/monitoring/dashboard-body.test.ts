import assert from "node:assert/strict";

import { dashboardBody, type DashboardFacts, shownAlarms } from "../../monitoring/dashboard-body";
import { dashboardSchema } from "../support/monitoring/dashboard-schema";

const services = Array.from({ length: 20 }, (_, index) => ({
  name: `service-${index}`,
  secrets: [`service-${index}-prod-config`],
}));
const facts: DashboardFacts = {
  project: "shop",
  environment: "prod",
  stack: "prod",
  region: "eu-west-1",
  clusterName: "shop-prod",
  trailLogGroup: "/aws/cloudtrail/shop-prod",
  services,
  alarmArns: shownAlarms(
    "prod",
    services.map(({ name }) => name),
    ["prod-root-use"],
  ).map((name) => `arn:aws:cloudwatch:eu-west-1:123456789012:alarm:${name}`),
};
const { widgets } = dashboardSchema.parse(JSON.parse(JSON.stringify(dashboardBody(facts))));

describe("dashboardBody", () => {
  it("shows alarms, ages, next rotations, reads by kind of principal, failures, deployments and the last reads", () => {
    assert.deepEqual(
      widgets.map(({ type, properties }) =>
        "title" in properties
          ? `${type}: ${properties.title}`
          : `${type}: ${properties.markdown.split("\n")[0] ?? ""}`,
      ),
      [
        "text: # Secrets of prod",
        "alarm: Alarms",
        "metric: Days since rotation",
        "metric: Days until the next rotation or deadline",
        "metric: Days overdue",
        "metric: Reads by ECS",
        "metric: Reads by others",
        "metric: Reads by undeclared readers",
        "metric: Failures",
        "metric: Deployments under way",
        "metric: Hours since a new value that is not everywhere yet",
        "log: Last reads",
      ],
    );
  });

  it("has no widgets that overlap or stand out of the grid", () => {
    const taken = new Set<string>();
    for (const { x, y, width, height } of widgets) {
      assert.ok(x + width <= 24);
      for (let column = x; column < x + width; column++) {
        for (let row = y; row < y + height; row++) {
          const place = `${column},${row}`;
          assert.ok(!taken.has(place), place);
          taken.add(place);
        }
      }
    }
  });

  it("names each service's and secret's own metrics", () => {
    const metricsOf = (title: string) =>
      widgets.flatMap((widget) =>
        widget.type === "metric" && widget.properties.title === title ? widget.properties.metrics : [],
      );
    assert.deepEqual(metricsOf("Days overdue")[0], [
      "shop/prod",
      "DaysOverdue",
      "Service",
      "service-0",
      "Secret",
      "service-0-prod-config",
      { label: "service-0-prod-config" },
    ]);
    assert.deepEqual(metricsOf("Reads by others")[1], [
      "shop/prod",
      "service-1/ReadsByOthers",
      { label: "service-1" },
    ]);
    assert.equal(metricsOf("Failures").length, 60);
  });
});
