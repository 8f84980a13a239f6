import { dropPrivileges, reportFailure } from '@umlaut/core/process';
import { runFabric } from './run-fabric.ts';
import { parseStartArguments } from './start-arguments.ts';

/** As core/fabric-client/launch-fabric.ts starts it; `parseStartArguments` says how. */
async function main(): Promise<void> {
  const { account, socketPath, stateDir } = parseStartArguments(process.argv.slice(2));
  // Before anything is opened.
  dropPrivileges(account, 'The network fabric');
  process.umask(0o077);
  await runFabric({ socketPath, stateDir });
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    reportFailure(error);
    process.exit(1);
  },
);
