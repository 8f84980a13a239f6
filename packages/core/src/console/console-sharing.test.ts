import { KEYBOARD_GRACE_MS } from '@umlaut/contracts/ws';
import { describe, expect, it, vi } from 'vitest';
import { withHub, type HubBench } from './testing/hub-bench.ts';
import type { TestViewer } from './testing/test-viewer.ts';

let bench: HubBench;
withHub((made) => (bench = made));

function come(id: string, access = 'type', more = ''): TestViewer {
  const query = `viewers=1&viewer=${id}&name=${id.toUpperCase()}&access=${access}${more}`;
  return bench.attach(query);
}

describe('a shared console', () => {
  it('tells who is there, once each, to those that asked', () => {
    const anna = come('anna');
    come('anna');
    const guest = come('guest', 'view');
    const program = bench.attach();
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
    expect(bench.input).toBe('ba');
    expect(bench.typed).toEqual(['BEN: b', 'ANNA: a']);
    expect(ben.find('refused')).toEqual([{ type: 'refused', what: 'input', reason: 'held', holder: 'ANNA' }]);
    expect(ben.board?.holder).toEqual({ id: 'anna', name: 'ANNA', away: false });
    ben.say({ type: 'give', to: 'ben' });
    expect(ben.find('refused').at(-1)).toMatchObject({ what: 'keyboard', reason: 'not-holder' });
    anna.say({ type: 'give', to: 'ben' });
    anna.type('x');
    ben.type('b');
    ben.say({ type: 'release' });
    anna.type('a');
    expect(bench.input).toBe('baba');
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
    expect(bench.input).toBe('yes');
    again.close();
    vi.advanceTimersByTime(KEYBOARD_GRACE_MS / 2);
    come('carl').close();
    vi.advanceTimersByTime(KEYBOARD_GRACE_MS / 2);
    ben.type('!');
    expect(bench.input).toBe('yes!');
    expect(ben.board?.holder).toBeNull();
  });

  it('lets nobody who only looks type, resize, answer or take', () => {
    const guest = come('guest', 'view', '&cols=10&rows=5');
    bench.hub.push(Buffer.from('live'));
    guest.type('x');
    guest.say({ type: 'resize', cols: 10, rows: 5 });
    guest.say({ type: 'reply', data: 'r' });
    guest.say({ type: 'take' });
    expect([bench.input, bench.sizes, bench.typed]).toEqual(['', [], []]);
    expect(guest.find('refused')).toEqual([
      { type: 'refused', what: 'input', reason: 'read-only', holder: null },
      { type: 'refused', what: 'keyboard', reason: 'read-only', holder: null },
    ]);
    expect(guest.find('hello')[0]).toMatchObject({ cols: 80, rows: 24 });
    expect(guest.find('size')).toEqual([{ type: 'size', cols: 80, rows: 24 }]);
    expect(guest.find('primary')).toEqual([{ type: 'primary', primary: false }]);
  });

  it('has the size and the answers of the terminal whose keyboard counts', () => {
    const [anna, ben] = [come('anna'), come('ben')];
    bench.hub.push(Buffer.from('live'));
    ben.type('b');
    anna.say({ type: 'take' });
    expect(anna.find('primary').at(-1)).toEqual({ type: 'primary', primary: true });
    ben.say({ type: 'resize', cols: 10, rows: 5 });
    ben.say({ type: 'reply', data: 'ben' });
    anna.say({ type: 'reply', data: 'anna' });
    anna.say({ type: 'resize', cols: 100, rows: 30 });
    expect(bench.input).toBe('banna');
    expect(bench.sizes).toEqual(['100x30']);
    anna.close();
    expect(ben.find('primary').at(-1)).toEqual({ type: 'primary', primary: false });
    vi.advanceTimersByTime(KEYBOARD_GRACE_MS);
    expect(ben.find('primary').at(-1)).toEqual({ type: 'primary', primary: true });
  });

  it('tells who types that the guest reads too slowly for the rest', () => {
    bench.room = 100;
    const [anna, bert] = [come('anna'), come('bert')];
    anna.type('x'.repeat(99));
    expect(anna.find('refused')).toEqual([]);
    anna.type('y');
    anna.type('y');
    expect(anna.find('refused')).toEqual([{ type: 'refused', what: 'input', reason: 'full', holder: null }]);
    expect(bert.find('refused')).toEqual([]);
  });

  it('shows no more than may be seen', () => {
    bench.hub.push(Buffer.from(`${'x'.repeat(99)}\n`.repeat(10)));
    expect(come('guest', 'view', '&from=0&reach=200').find('hello')[0]?.offset).toBe(900);
    expect(come('guest', 'view', '&tail=900&reach=200').find('hello')[0]?.offset).toBe(900);
    expect(come('guest', 'view', '&from=950&reach=200').find('hello')[0]?.offset).toBe(950);
  });

  it('leaves no timer behind', async () => {
    const anna = come('anna');
    anna.say({ type: 'take' });
    anna.close();
    await bench.hub.end();
    expect(vi.getTimerCount()).toBe(0);
  });
});
