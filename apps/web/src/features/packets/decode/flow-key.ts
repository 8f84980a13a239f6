/** The same for both directions: the ends in an order of their own. */
export function flowKey(protocol: string, sender: string, receiver: string): string {
  const [first, second] = sender < receiver ? [sender, receiver] : [receiver, sender];
  return `${protocol} ${first} ${second}`;
}

/** "10.0.0.1:80", "[fe80::1]:80" */
export function endpoint(address: string, port: number): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}
