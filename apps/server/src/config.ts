import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { UmlautError } from '@umlaut/contracts/errors';
import { interfaceName } from '@umlaut/contracts/model';
import { resolveHome, resolveRuntimeRoot } from '@umlaut/core/machine';
import { z } from 'zod';

export const DEFAULT_PORT = 7810;

/** `apps`, both from `apps/server/src` and from the bundle in `apps/server/dist`. */
const APPS_DIR = resolve(import.meta.dirname, '../..');

const environment = z.object({
  UMLAUT_HOST: z.string().min(1).max(253).default('127.0.0.1'),
  UMLAUT_PORT: z.coerce
    .number('A port is a number')
    .int('A port is a whole number')
    .min(0, 'A port is 0 (any) to 65535')
    .max(65_535, 'A port is 0 (any) to 65535')
    .default(DEFAULT_PORT),
  UMLAUT_LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  UMLAUT_LOG: z.enum(['file', 'stderr']).default('file'),
  UMLAUT_ALLOWED_HOSTS: z.string().default(''),
  UMLAUT_HOST_BRIDGES: z
    .string()
    .default('')
    .transform((text) => text.split(',').map((name) => name.trim()))
    .pipe(z.array(z.union([z.literal(''), interfaceName]))),
  UMLAUT_MONITOR: z.string().min(1).default(resolve(APPS_DIR, 'monitor/dist/monitor.cjs')),
  UMLAUT_FABRIC: z.string().min(1).default(resolve(APPS_DIR, 'fabric/dist/main.js')),
  UMLAUT_WEB: z.string().min(1).default(resolve(APPS_DIR, 'web/dist')),
});

export interface ServerConfig {
  /** Address to listen on. */
  readonly host: string;
  /** 0 lets the host choose. */
  readonly port: number;
  /** `$UMLAUT_HOME`: everything that is kept. */
  readonly home: string;
  /** Sockets of running machines. */
  readonly runtimeRoot: string;
  readonly logLevel: z.output<typeof environment>['UMLAUT_LOG_LEVEL'];
  /** `$UMLAUT_HOME/server.log`, or standard error. */
  readonly logTarget: 'file' | 'stderr';
  /** Further names in `Host` and `Origin` that are this server: behind a proxy, on a LAN. */
  readonly allowedHosts: readonly string[];
  /** Bridges of the host that labs may be joined to. */
  readonly hostBridges: readonly string[];
  readonly monitorPath: string;
  readonly fabricPath: string;
  readonly webDir: string;
}

/**
 * Flags win over the environment, which wins over defaults.
 * @throws INVALID_INPUT that names the flag or variable at fault.
 */
export function readConfig(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): ServerConfig {
  const flags = parseFlags(argv);
  const given = {
    ...withoutEmpty(env),
    ...(flags.host === undefined ? {} : { UMLAUT_HOST: flags.host }),
    ...(flags.port === undefined ? {} : { UMLAUT_PORT: flags.port }),
    ...(flags.home === undefined ? {} : { UMLAUT_HOME: flags.home }),
  };
  const parsed = environment.safeParse(given);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const name = issue?.path.join('.') ?? 'environment';
    throw new UmlautError('INVALID_INPUT', `${name}: ${issue?.message ?? 'invalid'}`, { field: name });
  }
  const values = parsed.data;
  const home = resolveHome(given);
  return {
    host: values.UMLAUT_HOST,
    port: values.UMLAUT_PORT,
    home,
    runtimeRoot: resolveRuntimeRoot(given, home),
    logLevel: values.UMLAUT_LOG_LEVEL,
    logTarget: values.UMLAUT_LOG,
    allowedHosts: values.UMLAUT_ALLOWED_HOSTS.split(',')
      .map((name) => name.trim().toLowerCase())
      .filter((name) => name !== ''),
    hostBridges: values.UMLAUT_HOST_BRIDGES.filter((name) => name !== ''),
    monitorPath: resolve(values.UMLAUT_MONITOR),
    fabricPath: resolve(values.UMLAUT_FABRIC),
    webDir: resolve(values.UMLAUT_WEB),
  };
}

function parseFlags(argv: readonly string[]): { host?: string; port?: string; home?: string } {
  try {
    return parseArgs({
      args: [...argv],
      options: { host: { type: 'string' }, port: { type: 'string' }, home: { type: 'string' } },
      strict: true,
    }).values;
  } catch (cause) {
    throw new UmlautError('INVALID_INPUT', cause instanceof Error ? cause.message : String(cause), {
      hint: 'The flags are --host ADDRESS, --port NUMBER and --home FOLDER.',
      cause,
    });
  }
}

/** `UMLAUT_PORT= ./umlaut start` means: not set. */
function withoutEmpty(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).filter(
      (entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== '',
    ),
  );
}
