import { LITTLE_ENDIAN, MAX_DATA_BYTES, MCONSOLE_MAGIC, NOTIFICATION, NOTIFICATION_TYPES } from './layout.ts';
import { protocolError } from './protocol-error.ts';

/**
 * What UML tells the socket of `mconsole=notify:PATH`. Text of `panic` and `user` is the guest's and must
 * be treated as such.
 */
export type Notification =
  /** At each boot of the kernel: its mconsole answers at this path. */
  | { type: 'socket'; path: string }
  /** The kernel panicked; the panic's text without "Kernel panic". */
  | { type: 'panic'; text: string }
  /** uml_watchdog saw no sign of life for a minute. */
  | { type: 'hang'; text: string }
  /** Written to /proc/mconsole inside the guest, one per write, at most 512 bytes. */
  | { type: 'user'; text: string };

/**
 * Decodes one notification; mconsole_notify() in arch/um/drivers/mconsole_user.c. uml_watchdog's `hang`
 * comes with version 0 and padding, so the version is not checked and bytes after the text are ignored.
 * @throws MCONSOLE_PROTOCOL with `details.offset`
 */
export function decodeNotification(bytes: Uint8Array): Notification {
  if (bytes.length < NOTIFICATION.data) {
    throw protocolError(
      `An mconsole notification has at least ${NOTIFICATION.data} bytes, not ${bytes.length}`,
      bytes.length,
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const magic = view.getUint32(NOTIFICATION.magic, LITTLE_ENDIAN);
  if (magic !== MCONSOLE_MAGIC) {
    throw protocolError(
      `An mconsole notification starts with 0x${magic.toString(16)}`,
      NOTIFICATION.magic,
      magic,
    );
  }
  const length = view.getUint32(NOTIFICATION.length, LITTLE_ENDIAN);
  if (length > MAX_DATA_BYTES || length > bytes.length - NOTIFICATION.data) {
    throw protocolError(
      `An mconsole notification of ${bytes.length} bytes says that it has ${length} bytes of text`,
      NOTIFICATION.length,
      length,
    );
  }
  const typeNumber = view.getUint32(NOTIFICATION.type, LITTLE_ENDIAN);
  const type = NOTIFICATION_TYPES[typeNumber];
  if (type === undefined) {
    throw protocolError(
      `An mconsole notification has the unknown type ${typeNumber}`,
      NOTIFICATION.type,
      typeNumber,
    );
  }
  const text = textBeforeNul(bytes.subarray(NOTIFICATION.data, NOTIFICATION.data + length));
  return type === 'socket' ? { type, path: text } : { type, text };
}

function textBeforeNul(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return new TextDecoder().decode(end === -1 ? bytes : bytes.subarray(0, end));
}
