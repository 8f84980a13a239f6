import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CaptureId, LabId } from '@umlaut/contracts/model';
import { runCommand } from '@umlaut/core/process';
import type { TestServer } from './server-fixture.ts';

/** The file of a capture as tcpdump reads it, a line for each frame. */
export async function readCapture(server: TestServer, lab: LabId, capture: CaptureId): Promise<string> {
  const file = join(server.home.root, `${capture}.pcapng`);
  const response = await server.fetch(`/api/v1/labs/${lab}/captures/${capture}/file`);
  await writeFile(file, Buffer.from(await response.arrayBuffer()));
  const { stdout } = await runCommand('tcpdump', ['-nn', '-r', file], { timeoutMs: 10_000 });
  return stdout;
}
