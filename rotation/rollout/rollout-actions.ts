import { type DeploymentMark } from "../contract/labels";
import { type RolloutAnswer, type RolloutRequest } from "../contract/rollout-request";
import { type LabelMove } from "../contract/move-label";
import { type Alert } from "./alert";

/** What a rollout changes, one API call for each method. */
export interface RolloutActions {
  /**
   * UpdateService with forceNewDeployment, in the primary Region or in that of a replica; gives the deployment that is the
   * primary one then.
   */
  forceNewDeployment(service: string, region?: string): Promise<DeploymentMark>;
  /** UpdateSecretVersionStage. AWSPREVIOUS follows AWSCURRENT by itself. */
  move(secretArn: string, move: LabelMove): Promise<void>;
  /** Invokes a rotation function. @throws RotationError when it fails. */
  ask(functionArn: string, request: RolloutRequest): Promise<RolloutAnswer>;
  /** Tells people. */
  alert(alert: Alert): Promise<void>;
}
