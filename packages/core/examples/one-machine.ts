// node packages/core/examples/one-machine.ts HOME IMAGE MONITOR
import { createMachine, launchMonitor } from '@umlaut/core/machine';
import { ConsoleSession } from '@umlaut/core/monitor-client';

const [home = '', imagePath = '', monitorPath = 'apps/monitor/dist/monitor.cjs'] = process.argv.slice(2);
const spec = await createMachine({ home, imagePath, name: 'lonely' });
using client = await launchMonitor({ spec, monitorPath });
using shell = new ConsoleSession(client.openConsole('con1'));
await shell.expect(/# /);
const { mconsole } = await client.command({ command: 'mconsole', line: 'version', timeoutMs: 1000 });
process.stdout.write(`${mconsole?.text}\n`);
await client.command({ command: 'mconsole', line: 'halt', timeoutMs: 1000 });
