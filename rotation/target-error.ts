import { RotationError } from "./rotation-error";

/** A target that could not be asked, or did not answer as declared. Nothing follows from it for a credential. */
export class TargetError extends RotationError {}
