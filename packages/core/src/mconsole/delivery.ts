/**
 * Packets that certainly fit a receiver that is `connect`ed, whatever it does meanwhile: each takes 1280
 * bytes of the sender's buffer (SO_SNDBUF, 212,992 by default), and the kernel drops only what finds it full
 * (arch/um/drivers/mconsole_user.c sends with MSG_DONTWAIT).
 */
const SURE_PACKETS = 160;

/**
 * Whether a reply whose last packet came has lost none before it. A kernel that runs does not wait for its
 * reader, and packets carry no number, so this is certain only of replies that fit the queue. (The lengths of
 * a file's packets repeat every nine: that nine or eighteen are missing leaves no trace.)
 */
export function isSurelyWhole(packets: number): boolean {
  return packets <= SURE_PACKETS;
}
