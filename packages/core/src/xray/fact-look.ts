import type { GuestFacts } from '@umlaut/contracts/model';
import { Cadence } from './cadence.ts';
import { parseNameServers, parseOsRelease, parseRelease } from './parse-facts.ts';
import { question, type Question, type Rounds } from './question.ts';
import { oneLine } from './reply-text.ts';

const FACTS_INTERVAL_MS = 60_000;

/** Those that tell something about a small machine; what a kernel does not have is left out. */
const SYSCTLS: readonly string[] = [
  'vm.swappiness',
  'vm.overcommit_memory',
  'vm.overcommit_ratio',
  'vm.panic_on_oom',
  'vm.min_free_kbytes',
  'vm.dirty_ratio',
  'vm.dirty_background_ratio',
  'vm.vfs_cache_pressure',
  'kernel.panic',
  'kernel.panic_on_oops',
  'kernel.sysrq',
  'kernel.printk',
  'kernel.pid_max',
  'kernel.threads-max',
  'kernel.randomize_va_space',
  'kernel.modules_disabled',
  'kernel.core_pattern',
  'fs.file-nr',
  'fs.file-max',
  'net.ipv4.ip_forward',
  'net.core.somaxconn',
];

/** Where a distribution keeps the file; links that begin with "/" lead the kernel's reader astray. */
const OS_RELEASE = '1/root/etc/os-release';
const OTHER_OS_RELEASE = '1/root/usr/lib/os-release';
const RESOLV_CONF = '1/root/etc/resolv.conf';

/** What a kernel or a distribution does not have, it will hardly get. */
const BELIEVE_MS = 3_600_000;
/** What rarely changes: name, kernel, distribution, name servers, sysctls. */
export class FactLook {
  #facts: GuestFacts = emptyFacts();
  readonly #cadence = new Cadence();

  get facts(): GuestFacts {
    return this.#facts;
  }

  /**
   * @param isReady whether the guest's own files can be there; asked after the first round
   * @param isWatched somebody looks: worth asking for what may not be there, which the guest's log tells
   */
  *rounds(now: number, isReady: () => boolean, isWatched: boolean): Rounds {
    yield [];
    const look = isWatched ? 'watched' : 'facts';
    if (!isReady() || !this.#cadence.take(look, FACTS_INTERVAL_MS, now)) return;
    const facts = { ...emptyFacts(), nameServers: isWatched ? [] : this.#facts.nameServers };
    const line = (path: string, set: (text: string) => void): Question =>
      question(`proc ${path}`, set, BELIEVE_MS);
    const osRelease = (path: string): Question =>
      line(path, (text) => void (facts.osRelease = parseOsRelease(text)));
    const nameServers = (path: string): Question =>
      line(path, (text) => void (facts.nameServers = parseNameServers(text)));
    yield [
      line('sys/kernel/hostname', (text) => void (facts.hostname = oneLine(text))),
      line('sys/kernel/random/boot_id', (text) => void (facts.bootId = oneLine(text))),
      line('sys/kernel/tainted', (text) => void (facts.tainted = toWhole(text))),
      line('cmdline', (text) => void (facts.commandLine = oneLine(text, 4096))),
      line('version', (text) => {
        facts.kernelBuild = oneLine(text, 512);
        facts.kernelRelease = parseRelease(text);
      }),
      osRelease(OS_RELEASE),
      ...(isWatched ? [nameServers(RESOLV_CONF)] : []),
      ...SYSCTLS.map((name) =>
        line(`sys/${name.replaceAll('.', '/')}`, (text) => {
          facts.sysctls.push({ name, value: oneLine(text).replaceAll(/\s+/g, ' ') });
        }),
      ),
    ];
    const hasOsRelease = Object.keys(facts.osRelease).length > 0;
    yield hasOsRelease ? [] : [osRelease(OTHER_OS_RELEASE)];
    this.#facts = facts;
  }

  reset(): void {
    this.#cadence.reset();
  }
}

function emptyFacts(): GuestFacts {
  return {
    hostname: null,
    kernelRelease: null,
    kernelBuild: null,
    osRelease: {},
    commandLine: null,
    nameServers: [],
    bootId: null,
    tainted: null,
    sysctls: [],
  };
}

function toWhole(text: string): number | null {
  return /^\d{1,15}\s*$/.test(text) ? Number(text) : null;
}
