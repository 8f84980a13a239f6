/** `./umlaut doctor`: what this host can and cannot do, and what to type to gain more. */
import { join } from 'node:path';
import { formatChecks, runChecks } from '@umlaut/core/host';
import { scanKernels } from '@umlaut/core/kernels';
import { readConfig } from '../config.ts';
import { toNamedAccount } from '../host/host-service.ts';
import { findMachineAccount } from '../host/machine-account.ts';

const { home, runtimeRoot } = readConfig(process.argv.slice(2), process.env);
// Doctor examines a host where the account may still be missing; its own checks say so.
const account = await findMachineAccount().catch(() => ({ name: 'root', runAs: null }));
const kernels = await scanKernels({ importedDir: join(home, 'kernels'), runAs: account.runAs });
const checks = await runChecks({ home, runtimeDir: runtimeRoot, kernels, runAs: toNamedAccount(account) });
console.log(formatChecks(checks, { color: process.stdout.isTTY && process.env['NO_COLOR'] === undefined }));
process.exit(checks.some(({ status }) => status === 'blocking') ? 1 : 0);
