import { describe, expect, it } from 'vitest';
import { remedyParts } from './remedy-parts.ts';

describe('remedyParts', () => {
  it('takes a remedy that begins with a command as one command', () => {
    expect(remedyParts('sudo apt-get install bubblewrap')).toEqual([
      { kind: 'command', text: 'sudo apt-get install bubblewrap' },
    ]);
  });

  it('keeps a comment out of what is copied', () => {
    expect(remedyParts('chmod 0666 /dev/net/tun   # the usual mode')).toEqual([
      { kind: 'command', text: 'chmod 0666 /dev/net/tun' },
      { kind: 'text', text: 'the usual mode' },
    ]);
  });

  it('finds commands in backticks between words', () => {
    expect(remedyParts('Type `sysctl -w a=1` as root.')).toEqual([
      { kind: 'text', text: 'Type' },
      { kind: 'command', text: 'sysctl -w a=1' },
      { kind: 'text', text: 'as root.' },
    ]);
  });

  it('leaves prose alone', () => {
    expect(remedyParts('Free some space on this disk.')).toEqual([
      { kind: 'text', text: 'Free some space on this disk.' },
    ]);
  });
});
