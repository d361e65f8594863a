/** Environment variables of the rotation-age function. */
export interface RotationAgeEnvironment {
  /** {@link Deadlines} as JSON. */
  SECRETS: string;
  /** Namespace of the metrics. */
  NAMESPACE: string;
}
