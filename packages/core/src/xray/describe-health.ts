import type { GuestHealth, HealthLevel, MachineExit } from '@umlaut/contracts/model';
import { formatSize, formatSpan } from './format-figures.ts';
import type { HealthInput, HealthReason, SeenInput } from './health-input.ts';
import { incidentReasons } from './incident-reasons.ts';
import { memoryInUse } from './memory-figures.ts';
import { downInterfaces, sampleReasons } from './sample-reasons.ts';

/** A verdict in words on one machine, out of all that is known of it. Pure. */
export function describeHealth(input: HealthInput): GuestHealth {
  const { state, now } = input;
  switch (state.phase) {
    case 'stopped':
      return describeEnd(state.lastExit, now);
    case 'starting':
      return verdict('unknown', `Booting for ${formatSpan(secondsSince(state.since, now))}`);
    case 'stopping':
      return verdict('unknown', 'Shutting down');
    case 'rebooting':
      return verdict('unknown', 'Rebooting');
    case 'paused': {
      const text = `Paused for ${formatSpan(secondsSince(state.pausedAt, now))}`;
      return verdict('attention', text, [
        {
          level: 'attention',
          text: 'The guest stands still',
          hint: 'Resume it; its clock will jump forward',
        },
      ]);
    }
    case 'running':
      return describeRunning(input, state.since);
  }
}

function describeRunning(input: HealthInput, since: string): GuestHealth {
  const { queue, sample, now } = input;
  const running = `Running for ${formatSpan(secondsSince(since, now))}`;
  if (queue.state === 'not-up') return verdict('unknown', queue.detail ?? 'The kernel is not up yet');
  const seen: SeenInput | null = sample === null ? null : { ...input, sample };
  const reasons = [
    ...queueReasons(input),
    ...incidentReasons(input),
    ...(seen === null ? [] : sampleReasons(seen)),
  ].toSorted((a, b) => SEVERITY[a.level] - SEVERITY[b.level]);
  const figures = seen === null ? running : describeFigures(seen);
  const worst = reasons[0];
  if (worst === undefined) return verdict(seen === null ? 'unknown' : 'good', figures);
  // Interfaces are in the figures already.
  const news = reasons.find(({ text }) => seen === null || !isAboutInterface(text, seen));
  return verdict(worst.level, news === undefined ? figures : `${news.text}. ${figures}`, reasons);
}

const SEVERITY: Readonly<Record<HealthLevel, number>> = { bad: 0, attention: 1, unknown: 2, good: 3 };

function queueReasons({ queue }: HealthInput): HealthReason[] {
  if (queue.state === 'silent') {
    return [
      {
        level: 'bad',
        text: 'The kernel does not answer',
        hint: 'It may be busy without end: look at its console; power off if it stays like this',
      },
    ];
  }
  if (queue.state === 'paused') {
    return [
      {
        level: 'attention',
        text: 'The guest stands still',
        hint: 'Somebody stopped it by mconsole: "go" resumes it',
      },
    ];
  }
  if (queue.state !== 'stuck') return [];
  return [
    {
      level: 'bad',
      text: 'The work queue of the kernel is stuck',
      hint:
        `${queue.detail ?? 'It hangs in an earlier request'}. Programs and consoles run on; Ctrl-Alt-Del, sysrq, ` +
        'stack, log and help still work. If it was a fifo, writing to it in the guest frees the queue; else restart',
    },
  ];
}

function describeFigures(input: SeenInput): string {
  const { sample } = input;
  const { usedBytes, totalBytes } = memoryInUse(sample, input);
  const down = downInterfaces(input);
  const up = input.interfaces.filter((name) => name !== 'lo' && !down.includes(name));
  return [
    `Up ${formatSpan(sample.uptimeSeconds)}`,
    `load ${sample.cpu.load[0].toFixed(1)}`,
    `${formatSize(usedBytes)} of ${formatSize(totalBytes)} in use`,
    ...up.slice(0, 4).map((name) => `${name} up`),
    ...down.slice(0, 4).map((name) => `${name} down`),
  ].join(', ');
}

function describeEnd(exit: MachineExit | null, now: number): GuestHealth {
  if (exit === null) return verdict('unknown', 'Never started');
  const ago = `${formatSpan(secondsSince(exit.at, now))} ago`;
  if (exit.kind === 'panicked') {
    const init = exit.message.includes('Attempted to kill init');
    const hint = init
      ? 'The first program, init, has ended; without it no Linux runs. The last lines of its console say why'
      : 'The trace at the end of its console says where';
    return verdict('bad', `Panicked ${ago}: ${exit.message}`, [{ level: 'bad', text: exit.message, hint }]);
  }
  if (exit.kind === 'crashed' || exit.kind === 'failed-to-start') {
    const hint = 'The last lines of its console say why';
    return verdict('bad', `Ended ${ago}: ${exit.message}`, [{ level: 'bad', text: exit.message, hint }]);
  }
  return verdict('unknown', `Stopped ${ago}: ${exit.message}`);
}

function isAboutInterface(text: string, input: SeenInput): boolean {
  return downInterfaces(input).some((name) => text.startsWith(`${name} is `));
}

function verdict(level: HealthLevel, sentence: string, reasons: HealthReason[] = []): GuestHealth {
  return { level, sentence, reasons };
}

function secondsSince(at: string, now: number): number {
  return Math.max(0, (now - Date.parse(at)) / 1000);
}
