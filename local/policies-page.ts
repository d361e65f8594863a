import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { controlOf } from "../policy-pack/frameworks";
import { type InputPolicy } from "../policy-pack/input-policy";
import { policies } from "../policy-pack/policies/index";

const page = join(__dirname, "..", "docs", "policies.md");
const marker = "<!-- Written by `npm run docs` from the policies themselves. -->\n";

/** The page with its part on each policy as the policies are now. */
export function currentPage(written: string, of: readonly InputPolicy[] = policies): string {
  const [intro = ""] = written.split(marker);
  return [intro, marker, ...of.map(section)].join("");
}

function section(policy: InputPolicy): string {
  const {
    name,
    description,
    enforcementLevel = "",
    severity = "",
    remediationSteps = "",
    framework,
  } = policy;
  const control = framework ? controlOf(framework) : "none";
  return `
### ${name}

${prose(description)}

- Level ${enforcementLevel}, severity ${severity}. Reads ${policy.resourceTypes.map((type) => `\`${type}\``).join(", ")}.
- To comply: ${prose(remediationSteps)}
- Reference: ${control}.
${settings(policy)}`;
}

/** Plain text, as Markdown. */
function prose(text: string): string {
  return text.replaceAll("<", "\\<");
}

function settings({ configSchema }: InputPolicy): string {
  return Object.entries(configSchema?.properties ?? {})
    .map(([name, schema]) => {
      const byDefault =
        schema.default === undefined ? "" : ` (default \`${JSON.stringify(schema.default)}\`)`;
      return `- Setting \`${name}\`${byDefault}: ${schema.description ?? ""}\n`;
    })
    .join("");
}

if (require.main === module) writeFileSync(page, currentPage(readFileSync(page, "utf8")));
