import { BlockList } from "node:net";

/** Whether an IPv4 block holds all addresses of another one. */
export function covers(block: string, other: string): boolean {
  const [address, length] = parts(block);
  const [otherAddress, otherLength] = parts(other);
  if (otherLength < length) return false;
  const range = new BlockList();
  range.addSubnet(address, length, "ipv4");
  return range.check(otherAddress, "ipv4");
}

function parts(block: string): [string, number] {
  const [address = "", length = "32"] = block.split("/");
  return [address, Number(length)];
}
