/** A session of L2TPv3 out of random bytes: 1 to 0x7fffffff, the range of UML's. */
export function sessionAt(key: Buffer, at: number): number {
  return key.readUInt32BE(at) & 0x7fff_ffff || 1;
}
