import { type AwsClients } from "../aws/clients";
import { type StackSecret } from "../stack/stack-secret";
import { type FoundJournal } from "./journal";
import { type KeyMakers } from "./key-makers";
import { type Values } from "./hand-values";
import { type Progress } from "./progress";

/** A secret that is being rotated. */
export interface Rotation {
  secret: StackSecret;
  journal: FoundJournal;
  makers: KeyMakers;
  /** What a person has given; absent where nothing is wanted of anybody. */
  values?: Values | undefined;
}

/** What rotations are made with. */
export interface RotateOptions {
  clients: AwsClients;
  progress: Progress;
  /** ms since 1970. */
  deadline: number;
}
