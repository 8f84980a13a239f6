import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { peerScript } from './peer-script.ts';

const commandLine = {
  kernelPath: '/usr/bin/linux.uml',
  arguments: ['mem=128M', 'con=null', 'con0=fd:0,fd:1', 'con1=fd:3', 'ubd0=/a,b'],
  consoles: new Map([['con1', 3]]),
};

test('the login console is on the terminal, and the kernel runs as the account', () => {
  const script = peerScript({ commandLine, folder: '/run/x', account: { uid: 7, gid: 8 } });
  expect(script.split('\n').at(-2)).toBe(
    "exec 'setpriv' '--reuid=7' '--regid=8' '--clear-groups' '--' '/usr/bin/env' '-i' 'HOME=/run/x' 'PATH=/usr/bin' " +
      "'/usr/bin/linux.uml' 'mem=128M' 'con=null' 'con0=null' 'con1=fd:0,fd:1' 'ubd0=/a,b'",
  );
});

test('each argument arrives as it is', () => {
  const words = ["it's", 'a b', '$HOME', '"', '\\', ''];
  const printing = { ...commandLine, kernelPath: '/usr/bin/printf', arguments: ['%s\\0', ...words] };
  const script = peerScript({ commandLine: printing, folder: '/tmp', account: null });
  expect(execFileSync('/bin/sh', ['-c', script], { encoding: 'utf8' }).split('\0').slice(0, -1)).toEqual(
    words,
  );
});
