/** The bytes of one direction of a TCP connection, in the order of their sequence numbers; RFC 9293, 3.4. Pure. */

export interface Segment {
  /** Of the packet; what it carries is shown at its place. */
  packet: number;
  /** Of the first byte. */
  sequence: number;
  syn: boolean;
  bytes: Uint8Array;
}

export interface StreamPart {
  packet: number;
  bytes: Uint8Array;
  /** So many bytes before these were not captured. */
  missing: number;
}

/**
 * Segments in the order of their arrival. What came twice is there once. Another SYN begins another connection between
 * the same ports.
 */
export function reassemble(segments: readonly Segment[]): StreamPart[] {
  return connections(segments).flatMap((connection) => inOrder(connection));
}

function connections(segments: readonly Segment[]): Segment[][] {
  const all: Segment[][] = [];
  let current: Segment[] = [];
  let begun: number | null = null;
  for (const segment of segments) {
    if (segment.syn && begun !== null && begun !== segment.sequence) {
      all.push(current);
      current = [];
    }
    if (segment.syn) begun = segment.sequence;
    current.push(segment);
  }
  return [...all, current];
}

function inOrder(segments: readonly Segment[]): StreamPart[] {
  const first = segments[0];
  if (first === undefined) return [];
  const origin = segments.find(({ syn }) => syn)?.sequence;
  // Numbers go round after 4 GiB; no capture here is as long as half of that.
  const offsets = segments
    .filter(({ bytes }) => bytes.length > 0)
    .map((segment) => ({ ...segment, offset: (segment.sequence - (origin ?? first.sequence)) | 0 }))
    .toSorted((one, other) => one.offset - other.offset);
  const parts: StreamPart[] = [];
  let next = origin === undefined ? (offsets[0]?.offset ?? 0) : 0;
  let latest = 0;
  for (const { packet, bytes, offset } of offsets) {
    const known = Math.max(0, next - offset);
    if (known >= bytes.length) continue;
    // Bytes that had to wait for earlier ones were of use only when those came.
    latest = Math.max(latest, packet);
    parts.push({ packet: latest, bytes: bytes.subarray(known), missing: Math.max(0, offset - next) });
    next = offset + bytes.length;
  }
  return parts;
}
