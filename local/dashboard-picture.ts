import { writeFileSync } from "node:fs";
import { join } from "node:path";

import {
  type DashboardBody,
  dashboardBody,
  type DashboardFacts,
  type Widget,
} from "../monitoring/dashboard-body";

const file = join(__dirname, "..", "docs", "dashboard.svg");

/** Pixels of one column and of one row of a dashboard's grid. */
const cell = { width: 40, height: 32 };
const gap = 4;

const colours: Record<Widget["type"], string> = {
  text: "#f2f3f3",
  alarm: "#fde8e7",
  metric: "#e8f1fc",
  log: "#eef6e9",
};

/** The layout of prod's dashboard, as a picture. */
export function dashboardPicture({ widgets }: DashboardBody = dashboardBody(example)): string {
  const height = Math.max(...widgets.map((widget) => widget.y + widget.height)) * cell.height;
  const width = 24 * cell.width;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="13">`,
    ...widgets.map(drawn),
    "</svg>",
    "",
  ].join("\n");
}

function drawn({ type, x, y, width, height, properties }: Widget): string {
  const left = x * cell.width;
  const top = y * cell.height;
  const { markdown, title } = properties;
  const heading = typeof markdown === "string" ? markdown.replace(/^# (.*)\n[^]*$/, "$1") : title;
  const text = typeof heading === "string" ? heading : type;
  return [
    `  <rect x="${left + gap}" y="${top + gap}" width="${width * cell.width - 2 * gap}" height="${height * cell.height - 2 * gap}" fill="${colours[type]}" stroke="#879596"/>`,
    `  <text x="${left + 4 * gap}" y="${top + 6 * gap}">${escaped(text)}</text>`,
    `  <text x="${left + 4 * gap}" y="${top + 10 * gap}" fill="#687078">${type}</text>`,
  ].join("\n");
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}

const example: DashboardFacts = {
  project: "secret-backed-services",
  environment: "prod",
  region: "eu-west-1",
  stack: "prod",
  clusterName: "secret-backed-services-prod",
  trailLogGroup: "/aws/cloudtrail/secret-backed-services-prod",
  services: [
    { name: "auth-service", secrets: ["auth-service-prod-config"] },
    { name: "payment-service", secrets: ["payment-service-prod-api-keys"] },
    { name: "notification-service", secrets: ["notification-service-prod-credentials"] },
  ],
  alarmArns: Array.from({ length: 13 }, (_, index) => `alarm ${index}`),
};

if (require.main === module) writeFileSync(file, dashboardPicture());
