/** A text as it stands in a task definition, and the name that it stands under. */
export type Sample = readonly [name: string, text: string];

/** Texts that hold a credential, and texts that hold none. */
export interface LabelledSamples {
  secret: readonly Sample[];
  benign: readonly Sample[];
}
