import assert from "node:assert/strict";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

const root = join(__dirname, "..", "..");

/** The parts in which each file has a test of its own, at the same place below `test/`. */
const mirrored = [
  ...["naming.ts", "config.ts", "config", "components", "policy-pack"],
  ...["rotation", "monitoring", "operations"],
];

/** The files without a test of their own, and the test of another one that covers them. */
const coveredBy: Record<string, string> = {
  "config/access-schema.ts": "config/access-rules.test.ts",
  "config/cluster-schema.ts": "config.test.ts",
  "config/delivery-schema.ts": "config/delivery-rules.test.ts",
  "config/exception-schema.ts": "config.test.ts",
  "config/monitoring-schema.ts": "config/monitoring-rules.test.ts",
  "config/network-schema.ts": "config.test.ts",
  "config/rollout-rules.ts": "config.test.ts",
  "config/rollout-schema.ts": "config.test.ts",
  "config/secret-schema.ts": "config.test.ts",
  "config/service-schema.ts": "config.test.ts",
  "config/replica-schema.ts": "config/replica-rules.test.ts",
  "config/stack-schema.ts": "config.test.ts",
  "components/audit-trail-bucket.ts": "components/audit-trail.test.ts",
  "components/delivery-statements.ts": "components/delivery-access.test.ts",
  "components/event-notification.ts": "components/service-alarms.test.ts",
  "components/part-alarms.ts": "components/environment-part.test.ts",
  "components/shared-environment.ts": "components/environment-part.test.ts", // types only
  "components/wall-principals.ts": "components/environment.test.ts",
  "components/alert-topic.ts": "components/environment.test.ts",
  "components/cluster.ts": "components/environment.test.ts",
  "components/fargate-service.ts": "components/secret-backed-service.test.ts",
  "components/service-secrets.ts": "components/secret-backed-service.test.ts",
  "components/fargate-task.ts": "components/secret-backed-service.test.ts",
  "components/environment-key.ts": "components/regional-environment.test.ts",
  "components/service-place.ts": "components/regional-environment.test.ts", // types only
  "components/key-policy.ts": "components/environment.test.ts",
  "components/lambda-function.ts": "components/rotation-function.test.ts",
  "components/rollout-statements.ts": "components/rollout-function.test.ts",
  "components/rotated-secrets.ts": "components/rollout-function.test.ts",
  "components/rotation-statements.ts": "components/rotation-function.test.ts",
  "components/service-autoscaling.ts": "components/secret-backed-service.test.ts",
  "components/service-roles.ts": "components/secret-backed-service.test.ts",
  "components/service-spec.ts": "components/secret-backed-service.test.ts", // types only
  "components/wall-roles.ts": "components/environment.test.ts",
  "policy-pack/counted-metrics.ts": "policy-pack/policies/alarm-decides-on-missing-data.test.ts",
  "policy-pack/stack-resources.ts": "policy-pack/policies/trail-bucket-is-closed.test.ts",
  "policy-pack/trail-buckets.ts": "policy-pack/policies/trail-bucket-requires-tls.test.ts",
  "policy-pack/watched-secrets.ts": "policy-pack/policies/secret-access-is-watched.test.ts",
  "rotation/answers-within.ts": "rotation/secrets-manager-store.test.ts",
  "rotation/clock.ts": "rotation/handler.test.ts",
  "rotation/contract/automatic-strategies.ts": "components/secret-rotation.test.ts",
  "rotation/contract/issuer-placeholders.ts": "rotation/contract/issuer-schema.test.ts",
  "rotation/contract/strategy-connections.ts": "components/rotation-function.test.ts",
  "rotation/contract/rollout-environment.ts": "rotation/rollout/settings.test.ts", // types only
  "rotation/contract/rollout-request.ts": "rotation/answer.test.ts",
  "rotation/contract/rotation-environment.ts": "rotation/declared-strategies.test.ts",
  "rotation/contract/strategy-schema.ts": "rotation/declared-strategies.test.ts",
  "rotation/rotation-error.ts": "rotation/log.test.ts",
  "rotation/rotation-event.ts": "rotation/answer.test.ts",
  "rotation/secret-store-error.ts": "rotation/secrets-manager-store.test.ts",
  "rotation/secret-store.ts": "rotation/secrets-manager-store.test.ts", // types only
  "rotation/secret-values.ts": "rotation/parse-secret-values.test.ts", // types only
  "rotation/secret.ts": "rotation/rotate.test.ts",
  "rotation/rollout/region-clients.ts": "rotation/rollout/handler.test.ts",
  "rotation/strategies/issuer-api.ts": "rotation/strategies/issuer.test.ts",
  "rotation/strategy-factory.ts": "rotation/strategies/index.test.ts", // types only
  "rotation/strategy.ts": "rotation/rotate.test.ts", // types only
  "rotation/target-error.ts": "rotation/rollout-requests.test.ts",
  "rotation/contract/version-labels.ts": "rotation/rotate.test.ts",
  "components/declared-readers.ts": "components/service-alarms.test.ts",
  "components/metric-filters.ts": "components/service-alarms.test.ts",
  "components/metric-alarms.ts": "components/service-alarms.test.ts",
  "components/monitoring-settings.ts": "components/service-alarms.test.ts", // types only
  "monitoring/age/environment.ts": "components/rotation-age.test.ts", // types only
  "monitoring/age/handler.ts": "components/function-code.test.ts",
  "monitoring/age/metric-record.ts": "monitoring/age/report-ages.test.ts",
  "monitoring/environment-alarms.ts": "components/environment-alarms.test.ts",
  "monitoring/metrics.ts": "monitoring/service-filters.test.ts",
  "monitoring/service-alarms.ts": "components/service-alarms.test.ts",
  "monitoring/trail-fields.ts": "monitoring/service-filters.test.ts",
  "operations/access/actions.ts": "operations/access/matrix.test.ts",
  "operations/access/declared-access.ts": "operations/secrets.test.ts",
  "operations/access/principals.ts": "operations/access/matrix.test.ts",
  "operations/access/read-declared-access.ts": "operations/secrets.test.ts",
  "operations/commands/access.ts": "operations/secrets.test.ts",
  "operations/commands/history.ts": "operations/secrets.test.ts",
  "operations/history/read-history.ts": "operations/secrets.test.ts",
  "operations/input-error.ts": "operations/secrets.test.ts",
  "operations/iam/condition-operators.ts": "operations/iam/condition.test.ts",
  "operations/iam/error-place.ts": "operations/iam/policy.test.ts",
  "operations/iam/policy-document.ts": "operations/iam/policy.test.ts",
  "operations/iam/policy-text.ts": "operations/iam/condition.test.ts",
  "operations/iam/principal-entry.ts": "operations/iam/policy.test.ts",
  "operations/iam/principal.ts": "operations/iam/evaluate.test.ts",
  "operations/iam/request-context.ts": "operations/iam/evaluate.test.ts",
  "policy-pack/build-context.ts": "policy-pack/policies/no-secret-file-in-build-context.test.ts",
  "policy-pack/context-files.ts": "policy-pack/policies/no-secret-file-in-build-context.test.ts",
  "policy-pack/credential-sources.ts": "policy-pack/policies/no-plaintext-secret-in-function.test.ts",
  "policy-pack/deletion-window.ts": "policy-pack/policies/kms-key-deletion-waits.test.ts",
  "policy-pack/environment-names.ts": "policy-pack/policies/no-secret-of-another-environment.test.ts",
  "policy-pack/frameworks.ts": "policy-pack/policies/index.test.ts",
  "policy-pack/policy-documents.ts": "policy-pack/policies/no-allow-with-exclusion.test.ts",
  "policy-pack/public-statements.ts": "policy-pack/policies/kms-key-policy-names-principals.test.ts",
  "policy-pack/rotation-functions.ts": "policy-pack/policies/rotation-function-logs-expire.test.ts",
  "policy-pack/secret-assignments.ts": "policy-pack/secret-detector.test.ts",
  "policy-pack/secret-files.ts": "policy-pack/policies/no-secret-file-in-build-context.test.ts",
  "policy-pack/secret-encodings.ts": "policy-pack/secret-detector.test.ts",
  "policy-pack/secret-logins.ts": "policy-pack/secret-detector.test.ts",
  "policy-pack/secret-names.ts": "policy-pack/policies/no-secret-of-another-environment.test.ts",
  "policy-pack/secret-references.ts": "policy-pack/secret-detector.test.ts",
  "policy-pack/secret-tokens.ts": "policy-pack/secret-detector.test.ts",
  "rotation/rollout/observation.ts": "rotation/rollout/next-step.test.ts",
  "rotation/rollout/rollout-actions.ts": "rotation/rollout/take-step.test.ts",
  "operations/aws/clients.ts": "operations/secrets.test.ts",
  "operations/command-flags.ts": "operations/secrets.test.ts",
  "operations/commands/diff.ts": "operations/secrets.test.ts",
  "operations/commands/set.ts": "operations/secrets.test.ts",
  "operations/confirm.ts": "operations/secrets.test.ts",
  "operations/exit-codes.ts": "operations/secrets.test.ts",
  "operations/rollout/offer-rollout.ts": "operations/secrets.test.ts",
  "operations/stack/find-secret.ts": "operations/secrets.test.ts",
  "operations/value/change-secret.ts": "operations/secrets.test.ts",
  "operations/value/declared-keys.ts": "operations/secrets.test.ts",
  "operations/value/fingerprint.ts": "operations/secrets.test.ts",
  "operations/value/new-value.ts": "operations/secrets.test.ts",
  "operations/value/read-text-file.ts": "operations/secrets.test.ts",
  "operations/value/secret-value.ts": "operations/secrets.test.ts",
  "operations/commands/import.ts": "operations/secrets.test.ts",
  "operations/commands/unset.ts": "operations/secrets.test.ts",
  "operations/value/env-file.ts": "operations/secrets.test.ts",
  "operations/value/import-plan.ts": "operations/secrets.test.ts",
  "operations/aligned.ts": "operations/secrets.test.ts",
  "operations/report.ts": "operations/status/secret-status.test.ts",
  "operations/stack/stack-secret.ts": "operations/status/secret-status.test.ts",
  "operations/status/status-report.ts": "operations/status/secret-status.test.ts",
  "operations/stack/cluster.ts": "operations/status/secret-status.test.ts",
  "operations/stack/list-secrets.ts": "operations/status/secret-status.test.ts",
  "operations/stack/running-tasks.ts": "operations/status/secret-status.test.ts",
  "operations/commands/status.ts": "operations/status/secret-status.test.ts",
  "operations/commands/doctor.ts": "operations/doctor/text-report.test.ts",
  "operations/doctor/checks.ts": "operations/doctor/text-report.test.ts",
  "operations/doctor/finding.ts": "operations/doctor/text-report.test.ts",
  "operations/doctor/repair.ts": "operations/doctor/text-report.test.ts",
  "operations/doctor/doctor-report.ts": "operations/doctor/text-report.test.ts",
  "operations/doctor/examine.ts": "operations/doctor/text-report.test.ts",
  "operations/doctor/examine-service.ts": "operations/doctor/text-report.test.ts",
  "operations/doctor/examine-tasks.ts": "operations/doctor/text-report.test.ts",
  "operations/doctor/examine-rotation.ts": "operations/doctor/text-report.test.ts",
  "operations/doctor/make-repairs.ts": "operations/doctor/text-report.test.ts",
  "operations/doctor/doctor-clients.ts": "operations/doctor/text-report.test.ts",
  "operations/doctor/role-checks.ts": "operations/doctor/access-checks.test.ts",
  "operations/doctor/endpoint-policy-check.ts": "operations/doctor/access-checks.test.ts",
  "operations/doctor/reference-checks.ts": "operations/doctor/reference.test.ts",
  "operations/doctor/existence-checks.ts": "operations/doctor/secret-checks.test.ts",
  "operations/doctor/key-checks.ts": "operations/doctor/secret-checks.test.ts",
  "operations/doctor/address-range.ts": "operations/doctor/network-checks.test.ts",
  "operations/doctor/security-group-checks.ts": "operations/doctor/network-checks.test.ts",
  "operations/doctor/function-checks.ts": "operations/doctor/rotation-checks.test.ts",
  "operations/doctor/rotation-function-checks.ts": "operations/doctor/rotation-checks.test.ts",
  "operations/doctor/rollout-checks.ts": "operations/doctor/rotation-checks.test.ts",
  "operations/doctor/log-line.ts": "operations/doctor/rotation-checks.test.ts",
  "operations/doctor/runtime-deprecations.ts": "operations/doctor/rotation-checks.test.ts",
  "operations/doctor/stopped-reasons.ts": "operations/doctor/task-checks.test.ts",
  "operations/doctor/observe/function.ts": "operations/doctor/rotation-checks.test.ts",
  "operations/doctor/observe/key.ts": "operations/doctor/secret-checks.test.ts",
  "operations/doctor/observe/network.ts": "operations/doctor/network-checks.test.ts",
  "operations/doctor/observe/role.ts": "operations/doctor/access-checks.test.ts",
  "operations/doctor/observe/secret.ts": "operations/doctor/secret-checks.test.ts",
  "operations/doctor/observe/service.ts": "operations/doctor/task-checks.test.ts",
  "operations/rollout/invoke-rollout.ts": "operations/secrets.test.ts",
  "operations/rollout/function-error.ts": "operations/secrets.test.ts",
  "operations/commands/rotate.ts": "operations/secrets.test.ts",
  "operations/commands/rollback.ts": "operations/secrets.test.ts",
  "operations/commands/versions.ts": "operations/secrets.test.ts",
  "operations/interrupt.ts": "operations/secrets.test.ts",
  "operations/no-color.ts": "operations/secrets.test.ts",
  "operations/parsed-json.ts": "operations/history/access-record.test.ts",
  "operations/rotation-log.ts": "operations/rotate/step-failure.test.ts",
  "operations/problem.ts": "operations/rotate/plan.test.ts",
  "operations/rollback/rollback-note.ts": "operations/rollback/rollback-target.test.ts",
  "operations/rollback/move-back.ts": "operations/secrets.test.ts",
  "operations/rotate/begin-rotations.ts": "operations/secrets.test.ts",
  "operations/rotate/key-makers.ts": "operations/rotate/plan.test.ts",
  "operations/rotate/make-version.ts": "operations/secrets.test.ts",
  "operations/rotate/refusal.ts": "operations/rotate/plan.test.ts",
  "operations/rotate/rotate-service.ts": "operations/secrets.test.ts",
  "operations/rotate/rotation.ts": "operations/secrets.test.ts", // types only
  "operations/rotate/steps.ts": "operations/rotate/progress.test.ts",
  "operations/rotate/write-journal.ts": "operations/secrets.test.ts",
  "operations/stack/service-secrets.ts": "operations/secrets.test.ts",
  "operations/status/read-statuses.ts": "operations/status/secret-status.test.ts",
  "operations/versions/secret-versions.ts": "operations/secrets.test.ts",
};

/** The TypeScript files at or below a path, by their paths from `folder`. */
function filesIn(folder: string, path: string): string[] {
  const absolute = join(folder, path);
  if (!existsSync(absolute)) return [];
  if (statSync(absolute).isFile()) return path.endsWith(".ts") ? [path] : [];
  return readdirSync(absolute)
    .filter((name) => name !== "node_modules")
    .flatMap((name) => filesIn(folder, join(path, name)));
}

/** Where a source file's own test is; a folder's tests are in the folder of its name. */
function testOf(source: string): string {
  return source.replace(/\.ts$/, ".test.ts");
}

const sources = mirrored.flatMap((part) => filesIn(root, part));
const tests = [...mirrored, "local"]
  .flatMap((part) => filesIn(join(root, "test"), testOf(part)))
  .filter((path) => path.endsWith(".test.ts"));

describe("the tree of tests", () => {
  it("has a test of each source file, or knows which other one covers it", () => {
    assert.ok(sources.length > 40);
    const untested = sources.filter((source) => !tests.includes(coveredBy[source] ?? testOf(source)));
    assert.deepEqual(untested, []);
  });

  it("excuses no file that has a test of its own, or that is gone", () => {
    const idle = Object.keys(coveredBy).filter(
      (source) => tests.includes(testOf(source)) || !sources.includes(source),
    );
    assert.deepEqual(idle, []);
  });

  it("has no test of a file that is gone", () => {
    const isThere = (test: string, ending: string) =>
      existsSync(join(root, test.replace(/(\.properties)?\.test\.ts$/, ending)));
    const orphans = tests.filter((test) => !isThere(test, ".ts") && !isThere(test, ".cjs"));
    assert.deepEqual(orphans, []);
  });
});
