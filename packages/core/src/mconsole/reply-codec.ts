import { LITTLE_ENDIAN, MAX_DATA_BYTES, REPLY } from './layout.ts';
import { protocolError } from './protocol-error.ts';

/** One of the datagrams of a reply. */
export interface ReplyPacket {
  /** 0, 1 (failed, no errno) or a negative errno; only the first packet's counts. */
  error: number;
  /** Another packet of this reply follows. */
  more: boolean;
  /** A view of the datagram, without the closing NUL; a UTF-8 character may go on in the next packet. */
  text: Uint8Array;
}

/**
 * Decodes one reply datagram; mconsole_reply_len() in arch/um/drivers/mconsole_user.c.
 * @throws MCONSOLE_PROTOCOL with `details.offset`
 */
export function decodeReply(bytes: Uint8Array): ReplyPacket {
  if (bytes.length < REPLY.data) {
    throw protocolError(
      `An mconsole reply has at least ${REPLY.data} bytes, not ${bytes.length}`,
      bytes.length,
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = view.getUint32(REPLY.length, LITTLE_ENDIAN);
  if (length < 1 || length > MAX_DATA_BYTES || length !== bytes.length - REPLY.data) {
    throw protocolError(
      `An mconsole reply of ${bytes.length} bytes says that it has ${length} bytes of text`,
      REPLY.length,
      length,
    );
  }
  const more = view.getUint32(REPLY.more, LITTLE_ENDIAN);
  if (more > 1) throw protocolError(`The "more" flag of an mconsole reply is ${more}`, REPLY.more, more);
  const end = bytes.length - 1;
  if (bytes[end] !== 0)
    throw protocolError('The text of an mconsole reply does not end with NUL', end, bytes[end]);
  return {
    error: view.getInt32(REPLY.error, LITTLE_ENDIAN),
    more: more === 1,
    text: bytes.subarray(REPLY.data, end),
  };
}
