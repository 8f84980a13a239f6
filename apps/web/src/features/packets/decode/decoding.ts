/** A part of a frame: `bytes[start, end)` of it. */
export interface Field {
  name: string;
  value: string;
  start: number;
  end: number;
  fields: readonly Field[];
}

/** What makes a frame part of a conversation. */
export interface Flow {
  /** The same for both directions. */
  key: string;
  protocol: 'TCP' | 'UDP' | 'ICMP' | 'ICMPv6';
  sender: string;
  receiver: string;
  /** Where its payload is in the frame. */
  payload: { start: number; end: number };
  /** Of TCP: of the first byte of the payload, which SYN counts before. */
  sequence: number;
  syn: boolean;
}

/** What is known of a frame; the protocols add to it from the outside in, so the innermost has the last word. */
export class Decoding {
  readonly bytes: Uint8Array;
  readonly layers: Field[] = [];
  protocol = 'Ethernet';
  source = '';
  destination = '';
  info = '';
  flow: Flow | null = null;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  /** How far a layer reaches that says it ends there. */
  clip(end: number): number {
    return Math.min(Math.max(0, end), this.bytes.length);
  }

  /** `[start, length]`. */
  field(name: string, value: string | number, [start, length]: readonly [number, number]): Field {
    return {
      name,
      value: String(value),
      start: this.clip(start),
      end: this.clip(start + length),
      fields: [],
    };
  }

  layer(
    title: { name: string; value: string },
    range: { start: number; end: number },
    fields: readonly Field[],
  ): void {
    this.layers.push({ ...title, start: this.clip(range.start), end: this.clip(range.end), fields });
  }

  /** Bytes that nothing here reads further. */
  data(start: number, end: number, name = 'Data'): void {
    const length = this.clip(end) - start;
    if (length > 0)
      this.layer({ name, value: length === 1 ? '1 byte' : `${length} bytes` }, { start, end }, []);
  }

  cutOff(protocol: string, start: number): void {
    this.protocol = protocol;
    this.info = 'Cut off';
    this.layer({ name: protocol, value: 'Cut off' }, { start, end: this.bytes.length }, []);
  }
}
