/** struct sock_filter of linux/filter.h: code (16 bits), jt, jf, k (32 bits). */
const INSTRUCTION_BYTES = 8;
/** BPF_MAXINSNS: more the host's kernel does not take. */
const MAX_INSTRUCTIONS = 4096;
export const MAX_FILTER_BYTES = INSTRUCTION_BYTES * MAX_INSTRUCTIONS;
const CLASS_MASK = 0x07;
const CLASS_RETURN = 0x06;

/**
 * Why bytes are no filter as uml_vector_user_bpf() (arch/um/drivers/vector_user.c) reads one from `bpffile`; null: they
 * look like one. UML hands on whatever there is, and the host's kernel has the last word when the guest brings the interface
 * up: without a filter it goes on all the same, and says so in the guest's log alone. Pure.
 */
export function filterProblem(bytes: Uint8Array): string | null {
  if (bytes.length === 0) return 'is empty';
  if (bytes.length > MAX_FILTER_BYTES) return `is longer than ${MAX_INSTRUCTIONS} instructions`;
  if (bytes.length % INSTRUCTION_BYTES !== 0) {
    return `has ${bytes.length} bytes, and instructions of classic BPF have ${INSTRUCTION_BYTES} each`;
  }
  const last = new DataView(bytes.buffer, bytes.byteOffset + bytes.length - INSTRUCTION_BYTES);
  // It runs on this host, so the order of bytes is its own; both that Linux runs UML on are little-endian.
  const isReturn = (last.getUint16(0, true) & CLASS_MASK) === CLASS_RETURN;
  return isReturn ? null : 'does not end with a return, as every program of classic BPF does';
}
