/** One block of addresses for each subnet, a sixteenth of the VPC's block each. */
export function subnetBlocks(cidrBlock: string, count: number): string[] {
  const [address = "", prefix = ""] = cidrBlock.split("/");
  const size = Number(prefix) + 4;
  const first = address.split(".").reduce((number, part) => number * 256 + Number(part), 0);
  return Array.from({ length: count }, (_, index) => `${dotted(first + index * 2 ** (32 - size))}/${size}`);
}

function dotted(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join(".");
}
