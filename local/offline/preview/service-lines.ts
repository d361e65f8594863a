import { isMap, isSeq, LineCounter, parseDocument } from "yaml";

/** The line on which a stack's file begins to declare each service, by the service's name. */
export function serviceLines(stackFile: string, project: string): Map<string, number> {
  const lineCounter = new LineCounter();
  const document = parseDocument(stackFile, { lineCounter });
  const services =
    document.getIn(["config", `${project}:services`]) ?? document.getIn(["config", "services"]);
  const lines = new Map<string, number>();
  for (const service of isSeq(services) ? services.items : []) {
    const name = isMap(service) ? service.get("name") : undefined;
    if (isMap(service) && typeof name === "string" && service.range)
      lines.set(name, lineCounter.linePos(service.range[0]).line);
  }
  return lines;
}
