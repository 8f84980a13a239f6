import type { HostCheck } from '@umlaut/contracts/model';
import { runCommand } from '../../process/index.ts';
import { accountName, switchTo } from '../account.ts';
import { readText } from '../read-text.ts';
import { check, type Check, type CheckContext } from './check.ts';
import { findProgram } from './find-program.ts';

/** Bit of CAP_NET_ADMIN, capabilities(7). */
const CAP_NET_ADMIN = 12n;

export async function checkTap({ runAs }: Pick<CheckContext, 'runAs'>): Promise<HostCheck> {
  const result = check('tap', 'Tap devices (/dev/net/tun)');
  const options = { timeoutMs: 5000, runAs: switchTo(runAs), cwd: '/' };
  const { code } = await runCommand('test', ['-r', '/dev/net/tun', '-a', '-w', '/dev/net/tun'], options);
  if (code === 0) {
    return result.ok(`${accountName(runAs)} may use taps that an administrator made for that account`);
  }
  const exists = (await runCommand('test', ['-e', '/dev/net/tun'], options)).code === 0;
  return result.not(
    'missing',
    exists ? `${accountName(runAs)} may not open /dev/net/tun` : 'There is no /dev/net/tun',
    exists
      ? 'chmod 0666 /dev/net/tun   # the usual mode: taps themselves need a privilege'
      : 'modprobe tun   # a container: docker run --device /dev/net/tun',
  );
}

export const checkNetAdmin: Check = async () => {
  const result = check('net-admin', 'Making taps and bridges (CAP_NET_ADMIN)');
  const effective = /^CapEff:\s*([0-9a-f]+)$/m.exec((await readText('/proc/self/status')) ?? '')?.[1] ?? '0';
  if (((BigInt(`0x${effective}`) >> CAP_NET_ADMIN) & 1n) === 1n) {
    return result.ok('The server may make them');
  }
  return result.not(
    'missing',
    'The server may not make them; networks that need no privilege are not affected',
    'ip tuntap add dev tap0 mode tap user $USER   # as root, one for each tap that a machine is to use',
  );
};

export const checkPasst: Check = async () => {
  const result = check('passt', 'Internet for guests (passt)');
  const path = await findProgram('passt');
  if (path !== null) return result.ok(`Installed as ${path}`);
  return result.not('missing', 'passt is not installed', 'apt-get install passt');
};
