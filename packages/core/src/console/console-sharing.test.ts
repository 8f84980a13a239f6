import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { consoleName } from '@umlaut/contracts/model';
import { consoleServerMessage, KEYBOARD_GRACE_MS, type ConsoleServerMessage } from '@umlaut/contracts/ws';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ConsoleHub } from './console-hub.ts';
import { ConsoleLog } from './console-log.ts';
import { parseConsoleQuery } from './console-query.ts';
import type { ViewerSocket } from './viewer-socket.ts';

class Person implements ViewerSocket {
  readonly messages: ConsoleServerMessage[] = [];
  readonly bufferedBytes = 0;
  #onMessage = (_data: Buffer, _isBinary: boolean): void => undefined;
  #onClose = (): void => undefined;

  sendBytes(_bytes: Uint8Array, onTaken: () => void): void {
    queueMicrotask(onTaken);
  }
  sendText(text: string): void {
    this.messages.push(consoleServerMessage.parse(JSON.parse(text)));
  }
  onMessage(callback: (data: Buffer, isBinary: boolean) => void): void {
    this.#onMessage = callback;
  }
  onClose(callback: () => void): void {
    this.#onClose = callback;
  }
  close(): void {
    this.#onClose();
  }
  type(text: string): void {
    this.#onMessage(Buffer.from(text), true);
  }
  say(message: unknown): void {
    this.#onMessage(Buffer.from(JSON.stringify(message)), false);
  }
  of<T extends ConsoleServerMessage['type']>(type: T): Extract<ConsoleServerMessage, { type: T }>[] {
    return this.messages.filter((m): m is Extract<ConsoleServerMessage, { type: T }> => m.type === type);
  }
  get board(): Extract<ConsoleServerMessage, { type: 'viewers' }> | undefined {
    vi.advanceTimersByTime(50);
    return this.of('viewers').at(-1);
  }
}

let root: string;
let log: ConsoleLog;
let hub: ConsoleHub;
let input: string;
let typed: string[];
let sizes: string[];

beforeEach(() => {
  vi.useFakeTimers();
  root = mkdtempSync(join(tmpdir(), 'console-sharing-'));
  log = ConsoleLog.open(join(root, 'con1'), { limitBytes: 1_048_576 });
  [input, typed, sizes] = ['', [], []];
  hub = new ConsoleHub({
    name: consoleName.parse('con1'),
    log,
    writeInput: (bytes) => {
      input += Buffer.from(bytes).toString();
      return input.length < 100;
    },
    onTyped: (name, bytes) => typed.push(`${name}: ${Buffer.from(bytes).toString()}`),
    resize: (cols, rows) => sizes.push(`${cols}x${rows}`),
    cols: 80,
    rows: 24,
  });
});
afterEach(() => {
  log.close();
  vi.useRealTimers();
  rmSync(root, { recursive: true, force: true });
});

function come(id: string, access = 'type', more = ''): Person {
  const person = new Person();
  const query = `viewers=1&viewer=${id}&name=${id.toUpperCase()}&access=${access}${more}`;
  hub.attach(person, parseConsoleQuery(new URLSearchParams(query)));
  return person;
}

describe('a shared console', () => {
  it('tells who is there, once each, to those that asked', () => {
    const anna = come('anna');
    come('anna');
    const guest = come('guest', 'view');
    const program = new Person();
    hub.attach(program, parseConsoleQuery(new URLSearchParams()));
    expect(anna.board).toEqual({
      type: 'viewers',
      you: 'anna',
      holder: null,
      list: [
        { id: 'anna', name: 'ANNA', access: 'type' },
        { id: 'guest', name: 'GUEST', access: 'view' },
        { id: 'program-1', name: 'program', access: 'type' },
      ],
      count: 3,
    });
    expect(guest.board?.you).toBe('guest');
    expect(program.board).toBeUndefined();
    program.close();
    expect(anna.board?.count).toBe(2);
  });

  it('lets everybody type until one takes the keyboard, and tells the others why not', () => {
    const [anna, ben] = [come('anna'), come('ben')];
    ben.type('b');
    anna.say({ type: 'take' });
    ben.type('lost');
    ben.type('too');
    anna.type('a');
    expect(input).toBe('ba');
    expect(typed).toEqual(['BEN: b', 'ANNA: a']);
    expect(ben.of('refused')).toEqual([{ type: 'refused', what: 'input', reason: 'held', holder: 'ANNA' }]);
    expect(ben.board?.holder).toEqual({ id: 'anna', name: 'ANNA', away: false });
    ben.say({ type: 'give', to: 'ben' });
    expect(ben.of('refused').at(-1)).toMatchObject({ what: 'keyboard', reason: 'not-holder' });
    anna.say({ type: 'give', to: 'ben' });
    anna.type('x');
    ben.type('b');
    ben.say({ type: 'release' });
    anna.type('a');
    expect(input).toBe('baba');
  });

  it('keeps the keyboard for a reload, and not for longer', () => {
    const [anna, ben] = [come('anna'), come('ben')];
    anna.say({ type: 'take' });
    anna.close();
    expect(ben.board?.holder).toEqual({ id: 'anna', name: 'ANNA', away: true });
    vi.advanceTimersByTime(KEYBOARD_GRACE_MS - 1_000);
    const again = come('anna');
    // Others who come and go meanwhile change nothing about that.
    vi.advanceTimersByTime(KEYBOARD_GRACE_MS);
    ben.type('no');
    again.type('yes');
    expect(input).toBe('yes');
    again.close();
    vi.advanceTimersByTime(KEYBOARD_GRACE_MS / 2);
    come('carl').close();
    vi.advanceTimersByTime(KEYBOARD_GRACE_MS / 2);
    ben.type('!');
    expect(input).toBe('yes!');
    expect(ben.board?.holder).toBeNull();
  });

  it('lets nobody who only looks type, resize, answer or take', () => {
    const guest = come('guest', 'view', '&cols=10&rows=5');
    hub.push(Buffer.from('live'));
    guest.type('x');
    guest.say({ type: 'resize', cols: 10, rows: 5 });
    guest.say({ type: 'reply', data: 'r' });
    guest.say({ type: 'take' });
    expect([input, sizes, typed]).toEqual(['', [], []]);
    expect(guest.of('refused')).toEqual([
      { type: 'refused', what: 'input', reason: 'read-only', holder: null },
      { type: 'refused', what: 'keyboard', reason: 'read-only', holder: null },
    ]);
    expect(guest.of('hello')[0]).toMatchObject({ cols: 80, rows: 24 });
    expect(guest.of('size')).toEqual([{ type: 'size', cols: 80, rows: 24 }]);
    expect(guest.of('primary')).toEqual([{ type: 'primary', primary: false }]);
  });

  it('has the size and the answers of the terminal whose keyboard counts', () => {
    const [anna, ben] = [come('anna'), come('ben')];
    hub.push(Buffer.from('live'));
    ben.type('b');
    anna.say({ type: 'take' });
    expect(anna.of('primary').at(-1)).toEqual({ type: 'primary', primary: true });
    ben.say({ type: 'resize', cols: 10, rows: 5 });
    ben.say({ type: 'reply', data: 'ben' });
    anna.say({ type: 'reply', data: 'anna' });
    anna.say({ type: 'resize', cols: 100, rows: 30 });
    expect(input).toBe('banna');
    expect(sizes).toEqual(['100x30']);
    anna.close();
    expect(ben.of('primary').at(-1)).toEqual({ type: 'primary', primary: false });
    vi.advanceTimersByTime(KEYBOARD_GRACE_MS);
    expect(ben.of('primary').at(-1)).toEqual({ type: 'primary', primary: true });
  });

  it('tells who types that the guest reads too slowly for the rest', () => {
    const [anna, bert] = [come('anna'), come('bert')];
    anna.type('x'.repeat(99));
    expect(anna.of('refused')).toEqual([]);
    anna.type('y');
    anna.type('y');
    expect(anna.of('refused')).toEqual([{ type: 'refused', what: 'input', reason: 'full', holder: null }]);
    expect(bert.of('refused')).toEqual([]);
  });

  it('shows no more than may be seen', () => {
    hub.push(Buffer.from(`${'x'.repeat(99)}\n`.repeat(10)));
    expect(come('guest', 'view', '&from=0&reach=200').of('hello')[0]?.offset).toBe(900);
    expect(come('guest', 'view', '&tail=900&reach=200').of('hello')[0]?.offset).toBe(900);
    expect(come('guest', 'view', '&from=950&reach=200').of('hello')[0]?.offset).toBe(950);
  });

  it('leaves no timer behind', async () => {
    const anna = come('anna');
    anna.say({ type: 'take' });
    anna.close();
    await hub.end();
    expect(vi.getTimerCount()).toBe(0);
  });
});
