import { isUmlautError } from '@umlaut/contracts/errors';
import { readConfig } from './config.ts';
import { startServer } from './start-server.ts';

/** A second signal does not wait. */
const EXIT_BY_SIGNAL = 130;

try {
  const server = await startServer(readConfig(process.argv.slice(2), process.env));
  console.log(`Umlaut is at ${server.origin}/`);
  console.log(`Sign in, once and within 15 minutes: ${server.signInUrl}`);
  let isStopping = false;
  const stop = (): void => {
    if (isStopping) process.exit(EXIT_BY_SIGNAL);
    isStopping = true;
    server.stop().then(
      () => process.exit(0),
      (error: unknown) => fail(error),
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  // The terminal was closed.
  process.on('SIGHUP', stop);
} catch (error) {
  fail(error);
}

function fail(error: unknown): never {
  if (isUmlautError(error)) {
    console.error(`umlaut: ${error.message}`);
    if (error.hint !== undefined) console.error(`        ${error.hint}`);
  } else {
    console.error('umlaut:', error);
  }
  process.exit(1);
}
