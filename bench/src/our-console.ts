import { ConsoleClient } from '@umlaut/testkit';
import type { BenchConsole } from './bench-console.ts';

/** What came before anybody listened is kept for the first listener: the greeting and bytes come together. */
class Delivery {
  #onBytes: ((bytes: Uint8Array) => void) | null = null;
  #early: Uint8Array[] = [];

  push(bytes: Uint8Array): void {
    if (this.#onBytes === null) this.#early.push(bytes);
    else this.#onBytes(bytes);
  }

  listen(onBytes: (bytes: Uint8Array) => void): void {
    this.#onBytes = onBytes;
    for (const bytes of this.#early.splice(0)) onBytes(bytes);
  }
}

/** A console through server and monitor, over the server's WebSocket, as a browser has it. */
export class OurConsole implements BenchConsole, AsyncDisposable {
  readonly label: string;
  readonly #client: ConsoleClient;
  readonly #delivery: Delivery;

  private constructor(label: string, client: ConsoleClient, delivery: Delivery) {
    this.label = label;
    this.#client = client;
    this.#delivery = delivery;
  }

  static async open(address: string, apiToken: string): Promise<OurConsole> {
    const delivery = new Delivery();
    const client = await ConsoleClient.connect(address, {
      headers: { authorization: `Bearer ${apiToken}` },
      discardText: true,
      onBytes: (bytes) => delivery.push(bytes),
      onMessage: (message) => {
        // A skipped byte would make every figure a lie.
        if (message.type === 'skip') throw new Error(`Bytes ${message.from} to ${message.to} were skipped`);
      },
    });
    return new OurConsole(`${new URL(address).pathname} of the server`, client, delivery);
  }

  /** The window's size when this viewer came. */
  async size(): Promise<{ cols: number; rows: number }> {
    const { cols, rows } = await this.#client.hello;
    return { cols, rows };
  }

  write(text: string): void {
    this.#client.type(text);
  }

  listen(onBytes: (bytes: Uint8Array) => void): void {
    this.#delivery.listen(onBytes);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#client.close();
  }
}
