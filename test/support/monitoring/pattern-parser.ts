/** The JSON filter patterns of CloudWatch Logs as a tree. */
export type Condition =
  | { kind: "all" | "any"; conditions: Condition[] }
  | { kind: "compare"; selector: Step[]; operator: Operator; value: Literal }
  | { kind: "is"; selector: Step[]; what: "NULL" | "TRUE" | "FALSE" | "MISSING" };

type Operator = "=" | "!=" | "<" | ">" | "<=" | ">=";

/** A property's name, an element's index, or `*` for any of them. */
export type Step = string | number | typeof anyStep;
export const anyStep = Symbol("*");

/** What a field is compared with. */
export type Literal =
  { kind: "text"; text: string } | { kind: "number"; number: number } | { kind: "regex"; regex: RegExp };

/** Bare words are letters, digits and underscores, as well as an address with wildcards, such as `123.123.*`. */
const tokens = /\s*(?:(&&|\|\||!=|<=|>=|[=<>(){}])|"([^"]*)"|%([^%]*)%|(\$[^\s=!<>)]*)|([\w.+*-]+))/y;
const number = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

interface Token {
  kind: "symbol" | "text" | "regex" | "selector" | "word" | "end";
  text: string;
}

/**
 * Parses a filter pattern such as `{ $.a = "b" && $.c NOT EXISTS }`.
 *
 * @throws SyntaxError for what is not in the documented grammar, or breaks one of its quotas.
 */
export function parsePattern(pattern: string): Condition {
  if (pattern.length > 1024)
    throw new SyntaxError(`a pattern of ${pattern.length} characters is longer than 1024`);
  const parser = new Parser(tokensOf(pattern));
  const condition = parser.whole();
  const wildcards = selectorsOf(condition).map((steps) => steps.filter((step) => step === anyStep).length);
  if (wildcards.some((count) => count > 1)) throw new SyntaxError("a selector has one wildcard at most");
  if (wildcards.reduce((sum, count) => sum + count, 0) > 3)
    throw new SyntaxError("a pattern has three wildcard selectors at most");
  return condition;
}

function selectorsOf(condition: Condition): Step[][] {
  return "conditions" in condition ? condition.conditions.flatMap(selectorsOf) : [condition.selector];
}

function tokensOf(pattern: string): Token[] {
  const found: Token[] = [];
  const text = pattern.trimEnd();
  tokens.lastIndex = 0;
  while (tokens.lastIndex < text.length) {
    const at = tokens.lastIndex;
    const match = tokens.exec(text);
    if (!match) throw new SyntaxError(`cannot read the pattern from ${text.slice(at)}`);
    const [, symbol, quoted, regex, selector, word] = match;
    if (symbol !== undefined) found.push({ kind: "symbol", text: symbol });
    else if (quoted !== undefined) found.push({ kind: "text", text: quoted });
    else if (regex !== undefined) found.push({ kind: "regex", text: regex });
    else if (selector !== undefined) found.push({ kind: "selector", text: selector });
    else found.push({ kind: "word", text: word ?? "" });
  }
  return found;
}

class Parser {
  private position = 0;

  constructor(private readonly all: readonly Token[]) {}

  whole(): Condition {
    this.symbol("{");
    const condition = this.any();
    this.symbol("}");
    if (this.next().kind !== "end") throw new SyntaxError("something follows the pattern");
    return condition;
  }

  /** Order of operations: () before && before ||. */
  private any(): Condition {
    return this.list("any", "||", () => this.list("all", "&&", () => this.single()));
  }

  private list(kind: "all" | "any", operator: string, read: () => Condition): Condition {
    const first = read();
    const conditions = [first];
    while (this.takes(operator)) conditions.push(read());
    return conditions.length === 1 ? first : { kind, conditions };
  }

  private single(): Condition {
    if (this.takes("(")) {
      const condition = this.any();
      this.symbol(")");
      return condition;
    }
    const token = this.next();
    if (token.kind !== "selector") throw new SyntaxError(`expected a selector, found "${token.text}"`);
    return this.test(parseSelector(token.text));
  }

  private test(selector: Step[]): Condition {
    const { kind, text } = this.next();
    if (kind === "word" && (text === "IS" || text === "NOT")) return this.state(selector, text);
    if (kind !== "symbol" || !isOperator(text)) throw new SyntaxError(`"${text}" is no operator`);
    const value = literalOf(this.next());
    if (value.kind !== "number" && text !== "=" && text !== "!=") {
      throw new SyntaxError(`${text} compares numbers only`);
    }
    return { kind: "compare", selector, operator: text, value };
  }

  private state(selector: Step[], word: "IS" | "NOT"): Condition {
    const { text } = this.next();
    if (word === "NOT" && text === "EXISTS") return { kind: "is", selector, what: "MISSING" };
    if (word === "IS" && (text === "NULL" || text === "TRUE" || text === "FALSE")) {
      return { kind: "is", selector, what: text };
    }
    throw new SyntaxError(`"${word} ${text}" is not supported`);
  }

  private takes(symbol: string): boolean {
    const token = this.all[this.position];
    if (token?.kind !== "symbol" || token.text !== symbol) return false;
    this.position++;
    return true;
  }

  private symbol(text: string): void {
    if (!this.takes(text)) throw new SyntaxError(`expected ${text}, found "${this.next().text}"`);
  }

  private next(): Token {
    return this.all[this.position++] ?? { kind: "end", text: "the end" };
  }
}

function isOperator(text: string): text is Operator {
  return ["=", "!=", "<", ">", "<=", ">="].includes(text);
}

function literalOf({ kind, text }: Token): Literal {
  if (kind === "text") return { kind, text };
  if (kind === "regex") return { kind, regex: new RegExp(text) };
  if (kind !== "word") throw new SyntaxError(`"${text}" is no value`);
  return number.test(text) ? { kind: "number", number: Number(text) } : { kind: "text", text };
}

/** `$.a.b[0]`, `$.a[*]`, `$.*` and `$.['a.b']`. */
function parseSelector(text: string): Step[] {
  const steps: Step[] = [];
  const step = /\.(?:([\w-]+)|(\*)|\['([^']+)'\])|\[(?:(\d+)|(\*))\]/y;
  step.lastIndex = 1;
  while (step.lastIndex < text.length) {
    const match = step.exec(text);
    if (!match) throw new SyntaxError(`"${text}" is no selector`);
    const [, name, anyName, bracketed, index, anyIndex] = match;
    if (index !== undefined) steps.push(Number(index));
    else if (anyName ?? anyIndex) steps.push(anyStep);
    else steps.push(name ?? bracketed ?? "");
  }
  if (steps.length === 0) throw new SyntaxError(`"${text}" is no selector`);
  return steps;
}
