import { readFileSync } from 'node:fs';
import { dropPrivileges, reportFailure } from '@umlaut/core/process';
import { fixAddresses } from '@umlaut/hostio';
import { parseLaunchSpec } from './launch-spec-parser.ts';
import { runMonitor } from './run-monitor.ts';
import { parseStartArguments } from './start-arguments.ts';

/** `node monitor.cjs [--run-as UID:GID] LAUNCH_FILE`, as core/machine/launch-monitor.ts starts it. */
async function main(): Promise<void> {
  const { account, launchFile } = parseStartArguments(process.argv.slice(2));
  // Before anything of the machine is opened, its launch file included.
  dropPrivileges(account, 'A monitor, and so UML,');
  process.umask(0o077);
  // UML takes all that lies between its image and its heap for memory, up to a gigabyte of it at random, and keeps
  // accounts of it: up to 16 MiB that the guest has not, and the host has to give (setup_physmem in physmem.c).
  fixAddresses();
  await runMonitor(parseLaunchSpec(readFileSync(launchFile, 'utf8')));
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    reportFailure(error);
    process.exit(1);
  },
);
