/** Environment variables of the rotation-age function. */
export interface RotationAgeEnvironment {
  /** `{ name, deadlineInDays }` of each secret as JSON: the days after which it must have got a new value unless it rotates by itself. */
  SECRETS: string;
  /** Namespace of the metrics. */
  NAMESPACE: string;
}
