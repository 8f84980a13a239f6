import { describe, expect, it } from 'vitest';
import {
  ethRequest,
  lineRequest,
  memoryRequests,
  ubdRequest,
  vectorRequest,
  type Channel,
} from './request-line.ts';

const NULL: Channel = { kind: 'null', value: '' };

describe('ubdRequest', () => {
  const disk = { number: 1, flags: [], path: '/srv/data.img', backing: '' };

  it('names the device as the guest does', () => {
    expect(ubdRequest(disk)).toEqual({ line: 'config ubdb=/srv/data.img', problems: {} });
    expect(ubdRequest({ ...disk, number: 15 }).line).toBe('config ubdp=/srv/data.img');
  });

  it('puts flags behind the device and the backing file behind the file', () => {
    expect(ubdRequest({ ...disk, flags: ['r', 's'], backing: '/srv/base.img' }).line).toBe(
      'config ubdbrs=/srv/data.img,/srv/base.img',
    );
  });

  it.each([
    [{ path: '' }, { path: 'Name a file of the host' }],
    [{ path: 'data.img' }, { path: 'A whole path, from "/" on' }],
    [{ path: '/a,b' }, { path: 'No comma, colon or blank: the kernel splits there' }],
    [{ path: '/a b' }, { path: 'No comma, colon or blank: the kernel splits there' }],
    [{ backing: '/a:b' }, { backing: 'No comma, colon or blank: the kernel splits there' }],
    [
      { flags: ['d'], backing: '/base' },
      { backing: 'A disk that is never copy-on-write has no backing file' },
    ],
  ])('refuses %j', (changes, problems) => {
    expect(ubdRequest({ ...disk, ...changes }).problems).toEqual(problems);
  });

  it('refuses what is longer than a request may be, counted in bytes', () => {
    expect(ubdRequest({ ...disk, path: `/${'ü'.repeat(260)}` }).problems).toEqual({
      line: '533 bytes: the kernel takes 511 at most',
    });
  });
});

describe('lineRequest', () => {
  it.each([
    [{ kind: 'null', value: 'left over' }, null, 'config con1=null'],
    [{ kind: 'tty', value: '/dev/pts/4' }, null, 'config con1=tty:/dev/pts/4'],
    [{ kind: 'port', value: '9000' }, null, 'config con1=port:9000'],
    [{ kind: 'fd', value: '3' }, { kind: 'fd', value: '4' }, 'config con1=fd:3,fd:4'],
    [NULL, { kind: 'pts', value: '' }, 'config con1=null,pts'],
  ] as const)('writes %j and %j', (input, output, line) => {
    expect(lineRequest({ prefix: 'con', number: 1, input, output })).toEqual({ line, problems: {} });
  });

  it('names the channel that is wrong', () => {
    const draft = lineRequest({
      prefix: 'ssl',
      number: 0,
      input: { kind: 'port', value: '70000' },
      output: { kind: 'tty', value: 'ttyS0' },
    });
    expect(draft.problems).toEqual({
      input: 'A TCP port, 1 to 65535',
      output: 'A whole path, from "/" on',
    });
  });
});

describe('vectorRequest', () => {
  it('puts a colon after the device and leaves empty rows out', () => {
    const options = [
      { key: 'ifname', value: 'tap0' },
      { key: '', value: '' },
      { key: 'depth', value: '128' },
    ];
    expect(vectorRequest({ number: 1, transport: 'tap', options })).toEqual({
      line: 'config vec1:transport=tap,ifname=tap0,depth=128',
      problems: {},
    });
  });

  it('refuses options that would be read as others', () => {
    const options = [
      { key: 'ifname', value: 'a,mac=b' },
      { key: 'Depth', value: '1' },
      { key: 'mtu', value: '' },
      { key: 'transport', value: 'raw' },
      { key: 'gro', value: '1' },
      { key: 'gro', value: '0' },
    ];
    expect(vectorRequest({ number: 0, transport: 'tap', options }).problems).toEqual({
      'options.0': 'No comma, equals sign or blank: the kernel splits there',
      'options.1': 'A word of small letters, digits and _',
      'options.2': 'A value',
      'options.3': 'Chosen above',
      'options.4': 'Named twice',
      'options.5': 'Named twice',
    });
  });
});

describe('ethRequest', () => {
  it('takes a positional value, and no blank in it', () => {
    expect(ethRequest(0, 'tuntap,tap0').line).toBe('config eth0=tuntap,tap0');
    expect(ethRequest(0, 'tuntap, tap0').problems).toEqual({ value: 'No blanks' });
  });
});

describe('memoryRequests', () => {
  it('takes from the guest with a minus, as the kernel counts', () => {
    expect([memoryRequests(32), memoryRequests(-16)]).toEqual(['config mem=-32M', 'config mem=+16M']);
  });

  it('goes in steps that do not hold the guest up', () => {
    expect([64, 80, 128, 200].map(memoryRequests)).toEqual([
      'config mem=-64M',
      'config mem=-64M, then config mem=-16M',
      'config mem=-64M, 2 times',
      'config mem=-64M, 3 times, then config mem=-8M',
    ]);
  });
});
