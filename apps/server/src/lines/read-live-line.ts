import type { ConsoleName, LineChannel, LiveLine } from '@umlaut/contracts/model';
import type { MonitorStatus } from '@umlaut/contracts/monitor';
import { attachCommand, madeInSandbox, parseLine, type ParsedLine } from '@umlaut/core/lines';
import { lineDescriptors } from '@umlaut/core/machine';

/** How a run began, as far as it tells what the kernel means. */
export interface RunFacts {
  status: Pick<MonitorStatus, 'consoles' | 'hostLines' | 'umlPid'>;
  sandboxed: boolean;
}

/** What the kernel's answer to `config NAME` says, in our words. */
export function readLiveLine(name: ConsoleName, answer: string, { status, sandboxed }: RunFacts): LiveLine {
  const parsed = parseLine(answer);
  const channel = toChannel(name, parsed.channel, status);
  const hostDevice = hostDeviceOf(parsed, { status, sandboxed });
  return {
    answer: answer.trim(),
    channel,
    // Only half of a pair is shown, as the monitor configures those in the browser.
    state: channel?.kind === 'browser' && parsed.state === 'unknown' ? 'closed' : parsed.state,
    hostDevice,
    attach: attachCommand(channel, hostDevice),
  };
}

function toChannel(
  name: ConsoleName,
  found: ParsedLine['channel'],
  status: RunFacts['status'],
): LineChannel | null {
  const began = beganAs(name, status);
  if (found?.kind === 'fd') {
    // Another line's descriptor: somebody who knows what he does has used mconsole by hand.
    return lineDescriptors(status).get(name) === found.fd ? began : null;
  }
  if (found?.kind === 'port') {
    if (found.port !== null) return { kind: 'port', port: found.port };
    return began?.kind === 'port' ? began : null;
  }
  return found;
}

/** Channel of a line at the start of the run; null: it was not configured. */
export function beganAs(name: ConsoleName, status: RunFacts['status']): LineChannel | null {
  if (status.consoles.includes(name)) return { kind: 'browser' };
  return status.hostLines.find((line) => line.name === name)?.channel ?? null;
}

function hostDeviceOf({ channel, device }: ParsedLine, { status, sandboxed }: RunFacts): string | null {
  if (channel?.kind === 'tty') return channel.device;
  if (device === null || channel?.kind !== 'pts' || !sandboxed) return device;
  return status.umlPid === null ? null : madeInSandbox(device, status.umlPid);
}
