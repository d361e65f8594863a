import { z } from "zod";

const pattern = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/;

/** An IPv4 block in CIDR notation, with no address bits beyond its prefix. */
export const cidrBlock = z
  .string()
  .regex(pattern, { error: "must be an IPv4 CIDR block such as 10.0.0.0/16", abort: true })
  .superRefine((text, context) => {
    const problem = cidrProblem(text);
    if (problem !== undefined) context.addIssue({ code: "custom", message: problem });
  });

/** The length of a valid block's prefix, in bits. */
export function prefixLength(cidr: string): number {
  return Number(cidr.split("/")[1]);
}

/** EC2 security group rules and VPCs take a block's first address only. */
function cidrProblem(text: string): string | undefined {
  const [, ...numbers] = pattern.exec(text) ?? [];
  const octets = numbers.slice(0, 4).map(Number);
  const prefix = Number(numbers[4]);
  if (octets.some((octet) => octet > 255) || prefix > 32) {
    return "must be an IPv4 CIDR block: four numbers up to 255 and a prefix up to 32";
  }
  const hosts = 2 ** (32 - prefix);
  const address = octets.reduce((sum, octet) => sum * 256 + octet, 0);
  const first = address - (address % hosts);
  if (first === address) return undefined;
  const firstOctets = [24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256);
  return `must begin at the first address of its block: write ${firstOctets.join(".")}/${prefix}`;
}
