import { type SimulatedSecret } from "./ecs-world-secret";

/** A secret in another Region: what it was when it was replicated last. */
export class SimulatedReplica {
  private places = new Map<string, string>();

  constructor(private readonly primary: SimulatedSecret) {
    this.replicate();
  }

  replicate(): void {
    const labels = this.primary.labels();
    this.places = new Map(labels.map((label) => [label, this.primary.versionOf(label) ?? ""]));
  }

  versionOf(label: string): string | undefined {
    return this.places.get(label);
  }

  /** A credential works everywhere or nowhere. */
  works(version: string): boolean {
    return this.primary.works(version);
  }
}
