/** Interfaces of one machine: `vec0` to `vec7` in the guest, or `eth0` to `eth7` with a legacy transport. */
export const NIC_COUNT = 8;

/** Lower case, colons. */
export const MAC_FORM = /^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/;

/** Of one station: the group bit of the first byte is not set, and it is not all zero. */
export function isStationAddress(mac: string): boolean {
  return MAC_FORM.test(mac) && (Number.parseInt(mac.slice(0, 2), 16) & 1) === 0 && /[1-9a-f]/.test(mac);
}

/** Whether both are what UML takes. Without zod: the monitor asks as well. */
export function isNicAddress({ number, mac }: { number: number; mac: string }): boolean {
  return Number.isInteger(number) && number >= 0 && number < NIC_COUNT && isStationAddress(mac);
}
