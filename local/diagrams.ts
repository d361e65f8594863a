import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const folder = join(__dirname, "..", "docs", "diagrams");

/** Names of the diagrams in `docs/diagrams`, each with a source `<name>.dot` and a picture `<name>.svg`. */
export function diagramNames(): string[] {
  return readdirSync(folder).flatMap((file) =>
    file.endsWith(".dot") ? [file.slice(0, -".dot".length)] : [],
  );
}

/**
 * The picture of a diagram in Graphviz's language, as SVG. Graphviz measures text in Arial, one of the few fonts that it knows
 * by itself; the picture names others for machines without it.
 *
 * @throws Error with Graphviz's message for a source that it cannot read
 */
export async function drawn(source: string): Promise<string> {
  const { instance } = await import("@viz-js/viz"); // it is an ECMAScript module
  const graphviz = await instance();
  const picture = graphviz.renderString(source, { format: "svg" });
  return picture.replaceAll('font-family="Arial"', 'font-family="Arial,Helvetica,sans-serif"');
}

async function drawAll(): Promise<void> {
  for (const name of diagramNames()) {
    const file = join(folder, name);
    writeFileSync(`${file}.svg`, await drawn(readFileSync(`${file}.dot`, "utf8")));
  }
}

if (require.main === module) void drawAll();
