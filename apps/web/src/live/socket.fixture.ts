import type { PageEvent } from './page-events.ts';
import type { SocketPage, SocketPort } from './reconnecting-socket.ts';

/** A socket whose other end is the test. */
export class FakeSocket implements SocketPort {
  onmessage: SocketPort['onmessage'] = null;
  onclose: SocketPort['onclose'] = null;
  closed = false;

  close(): void {
    this.closed = true;
  }

  say(data: string): void {
    this.onmessage?.call(this as unknown as WebSocket, new MessageEvent('message', { data }));
  }

  end(code: number): void {
    const event = Object.assign(new Event('close'), { code });
    this.onclose?.call(this as unknown as WebSocket, event as CloseEvent);
  }
}

/** A page whose sockets and events are the test's. */
export class FakePage implements SocketPage {
  readonly sockets: FakeSocket[] = [];
  hidden = false;
  tell: (event: PageEvent) => void = () => {};

  get socket(): FakeSocket {
    const newest = this.sockets.at(-1);
    if (newest === undefined) throw new Error('No socket was opened');
    return newest;
  }

  readonly openSocket = (): FakeSocket => {
    const socket = new FakeSocket();
    this.sockets.push(socket);
    return socket;
  };

  readonly isHidden = (): boolean => this.hidden;

  readonly onPage = (callback: (event: PageEvent) => void): (() => void) => {
    this.tell = callback;
    return () => {
      this.tell = () => {};
    };
  };
}
