import { type PolicyComplianceFramework } from "@pulumi/policy";

type Control = Pick<PolicyComplianceFramework, "reference" | "specification">;

/** A control of AWS Foundational Security Best Practices, the standard of AWS Security Hub. */
export function awsFoundationalSecurity(reference: string, specification: string): PolicyComplianceFramework {
  return framework("AWS Foundational Security Best Practices", "1.0.0", { reference, specification });
}

/** A control of AWS Security Hub that is part of another of its standards only, such as that on tags or CIS's. */
export function awsSecurityHub(reference: string, specification: string): PolicyComplianceFramework {
  return framework("AWS Security Hub CSPM controls", "2026", { reference, specification });
}

/** A control of NIST Special Publication 800-53. */
export function nist80053(reference: string, specification: string): PolicyComplianceFramework {
  return framework("NIST SP 800-53", "Rev. 5", { reference, specification });
}

/** A requirement of the Payment Card Industry Data Security Standard. */
export function pciDss(reference: string, specification: string): PolicyComplianceFramework {
  return framework("PCI DSS", "4.0.1", { reference, specification });
}

/** A recommendation of the Center for Internet Security's benchmark of Docker. */
export function cisDocker(reference: string, specification: string): PolicyComplianceFramework {
  return framework("CIS Docker Benchmark", "1.6.0", { reference, specification });
}

/** A control as people cite it: `NIST SP 800-53 Rev. 5, AC-6: Least Privilege`. */
export function controlOf(control: PolicyComplianceFramework): string {
  const { name, version, reference, specification } = control;
  return `${name} ${version}, ${reference}: ${specification}`;
}

function framework(name: string, version: string, control: Control): PolicyComplianceFramework {
  return { name, version, ...control };
}
