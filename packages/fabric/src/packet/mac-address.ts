export const BROADCAST = 'ff:ff:ff:ff:ff:ff';

/** "02:00:00:00:00:01" */
export function readMac(bytes: Uint8Array, at: number): string {
  let text = '';
  for (let index = 0; index < 6; index += 1) {
    const byte = (bytes[at + index] ?? 0).toString(16);
    text += `${index === 0 ? '' : ':'}${byte.length === 1 ? '0' : ''}${byte}`;
  }
  return text;
}

/** Of text that the contracts have checked. */
export function writeMac(bytes: Uint8Array, at: number, mac: string): void {
  for (let index = 0; index < 6; index += 1) {
    bytes[at + index] = Number.parseInt(mac.slice(index * 3, index * 3 + 2), 16);
  }
}

/** Whether the address is that of a group, broadcast among them: the lowest bit of its first byte. */
export function isGroup(bytes: Uint8Array, at: number): boolean {
  return ((bytes[at] ?? 0) & 1) === 1;
}

export function isMac(bytes: Uint8Array, at: number, mac: Uint8Array): boolean {
  for (let index = 0; index < 6; index += 1) if (bytes[at + index] !== mac[index]) return false;
  return true;
}

export function macBytes(mac: string): Uint8Array {
  const bytes = new Uint8Array(6);
  writeMac(bytes, 0, mac);
  return bytes;
}
