import { decodeReply } from './reply-codec.ts';

export interface MconsoleReply {
  ok: boolean;
  /** 0; 1 when it failed without saying why; or a negative errno such as -2 (ENOENT). */
  errno: number;
  /** The whole text, which may come from inside the guest. Can be empty although the request failed. */
  text: string;
  /** The same as it came, for what is no text. */
  bytes: Uint8Array;
  /** Packets were lost, did not come in time, or may have been lost: the text is perhaps not all there is. */
  truncated: boolean;
}

/** No reply of a well-behaved kernel is longer; one that is ends here, truncated. */
export const MAX_REPLY_BYTES = 16 * 1024 * 1024;

/** Puts the packets of one reply together. Pure: the caller brings datagrams and keeps the time. */
export class ReplyAssembly {
  readonly #isWhole: (packets: number) => boolean;
  #error: number | null = null;
  #parts: Uint8Array[] = [];
  #bytes = 0;

  /** @param isWhole judges a reply that has ended, by the number of its packets; default: none is missing */
  constructor(isWhole: (packets: number) => boolean = () => true) {
    this.#isWhole = isWhole;
  }

  get started(): boolean {
    return this.#error !== null;
  }

  /**
   * Takes the next datagram.
   * @returns the reply, or null while more packets must follow
   * @throws MCONSOLE_PROTOCOL
   */
  push(datagram: Uint8Array): MconsoleReply | null {
    const packet = decodeReply(datagram);
    this.#error ??= packet.error;
    this.#parts.push(packet.text);
    this.#bytes += packet.text.length;
    if (!packet.more) return this.#reply(!this.#isWhole(this.#parts.length));
    return this.#bytes > MAX_REPLY_BYTES ? this.#reply(true) : null;
  }

  /** What has come so far, marked as truncated; null when nothing has. */
  cutShort(): MconsoleReply | null {
    return this.started ? this.#reply(true) : null;
  }

  #reply(truncated: boolean): MconsoleReply {
    const errno = this.#error ?? 0;
    const bytes = new Uint8Array(this.#bytes);
    let end = 0;
    for (const part of this.#parts) {
      bytes.set(part, end);
      end += part.length;
    }
    return { ok: errno === 0, errno, text: new TextDecoder().decode(bytes), bytes, truncated };
  }
}
