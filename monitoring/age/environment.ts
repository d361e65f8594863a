/** Environment variables of the rotation-age function. */
export interface RotationAgeEnvironment {
  /** Name of each secret to the days after which it must have got a new value unless it rotates by itself, as JSON. */
  SECRETS: string;
  /** Namespace of the metrics. */
  NAMESPACE: string;
}
