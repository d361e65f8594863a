/** Private IPv6 addresses, which are half a /6; private IPv4 ranges are a /8 at most. */
const privateIPv6 = /^f[cde]/i;

/**
 * Whether a range of addresses, in the form `<address>/<length>`, is as good as all of the internet. So is one half of
 * it: rules for both halves let in everyone too.
 */
export function isWorldwide(range: string): boolean {
  const [address = "", length = ""] = range.trim().split("/");
  if (length === "" || privateIPv6.test(address)) return false;
  return Number(length) < (address.includes(":") ? 16 : 8);
}
