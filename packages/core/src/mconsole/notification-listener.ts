import { rmSync } from 'node:fs';
import { UmlautError, isUmlautError } from '@umlaut/contracts/errors';
import { UnixDatagramSocket } from '@umlaut/hostio';
import { decodeNotification, type Notification } from './notification-codec.ts';

export interface NotificationListenerOptions {
  /** Where UML was told to send (`mconsole=notify:PATH`); at most 107 bytes, must not exist yet. */
  path: string;
  onNotification: (notification: Notification) => void;
  /** A datagram that is no notification, or that could not be received; listening goes on. */
  onProblem?: (error: UmlautError) => void;
}

/**
 * Receives UML's notifications. UML sends with a blocking call: while 11 lie unread the whole guest
 * stands still, so a listener must live in a process that keeps its event loop free, and must be closed
 * (which removes the path) rather than forgotten. An absent path does the guest no harm.
 */
export class NotificationListener implements Disposable {
  readonly #socket: UnixDatagramSocket;
  readonly #options: NotificationListenerOptions;
  #closed = false;

  /** @throws Error with an errno name as code when the path cannot be bound */
  constructor(options: NotificationListenerOptions) {
    this.#options = options;
    this.#socket = new UnixDatagramSocket({
      path: options.path,
      onMessage: (bytes) => this.#receive(bytes),
      onError: (error) => this.#report(new UmlautError('MCONSOLE_PROTOCOL', error.message, { cause: error })),
    });
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    rmSync(this.#options.path, { force: true });
    this.#socket.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #receive(bytes: Uint8Array): void {
    let notification: Notification;
    try {
      notification = decodeNotification(bytes);
    } catch (error) {
      if (!isUmlautError(error)) throw error;
      this.#report(error);
      return;
    }
    this.#options.onNotification(notification);
  }

  #report(error: UmlautError): void {
    this.#options.onProblem?.(error);
  }
}
