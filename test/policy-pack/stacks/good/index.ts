import { type GoodStack } from "../stack";
import { stack as apiWithDatabase } from "./api-with-database";
import { stack as auditTrail } from "./audit-trail";
import { stack as deploymentRole } from "./deployment-role";
import { stack as lambdaApi } from "./lambda-api";
import { stack as plainService } from "./plain-service";
import { stack as queueWorker } from "./queue-worker";
import { stack as rotatedSecret } from "./rotated-secret";
import { stack as scheduledTask } from "./scheduled-task";
import { stack as webServiceInItsOwnNetwork } from "./web-service-in-its-own-network";

/** All stacks of this folder, by their files' names. */
export const goodStacks: Readonly<Record<string, GoodStack>> = {
  "api-with-database": apiWithDatabase,
  "audit-trail": auditTrail,
  "deployment-role": deploymentRole,
  "lambda-api": lambdaApi,
  "plain-service": plainService,
  "queue-worker": queueWorker,
  "rotated-secret": rotatedSecret,
  "scheduled-task": scheduledTask,
  "web-service-in-its-own-network": webServiceInItsOwnNetwork,
};
