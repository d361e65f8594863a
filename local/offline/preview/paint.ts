import { styleText } from "node:util";

type Style = "bold" | "dim" | "red" | "yellow" | "green";

/** Gives a text a style, or leaves it as it is. */
export type Paint = (style: Style, text: string) => string;

/** Colours for a terminal, unless `NO_COLOR` is set (https://no-color.org). */
export function paintFor(stream: { isTTY?: boolean }, environment: NodeJS.ProcessEnv): Paint {
  const colours = stream.isTTY === true && (environment.NO_COLOR ?? "") === "";
  return (style, text) => (colours ? styleText(style, text, { validateStream: false }) : text);
}
