import { MAX_WORKSPACE_DEPTH, consoleName, machineId, type WorkspaceArea } from '@umlaut/contracts/model';
import { errorOf, startTestServer, type TestServer } from '@umlaut/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server[Symbol.asyncDispose]());

const id = machineId.parse('m-aaaaaaaaaa');
const ref = (console: string) => ({ machineId: id, console: consoleName.parse(console) });
const tabs = (...names: string[]): WorkspaceArea => ({
  type: 'tabs',
  share: 1,
  consoles: names.map(ref),
  active: 0,
});
const split = (...children: WorkspaceArea[]): WorkspaceArea => ({
  type: 'split',
  share: 2,
  direction: 'row',
  children,
});

describe('the workspace', () => {
  it('is empty at first, and then as it was saved last', async () => {
    expect(await server.api.workspace.get()).toEqual({ layout: null });
    const layout = split(tabs('con0', 'con1'), tabs('ssl3'));
    await server.api.workspace.save({ layout });
    expect(await server.api.workspace.get()).toEqual({ layout });
    await server.api.workspace.save({ layout: null });
    expect(await server.api.workspace.get()).toEqual({ layout: null });
  });

  it('holds a console once', async () => {
    const error = await errorOf(
      server.api.workspace.save({ layout: split(tabs('con0'), tabs('con1', 'con0')) }),
    );
    expect(error).toMatchObject({ code: 'INVALID_INPUT', field: 'layout' });
  });

  it('refuses what nests for ever, without following it', async () => {
    let deep = tabs('con0');
    for (let depth = 1; depth < MAX_WORKSPACE_DEPTH; depth++) deep = split(deep);
    await server.api.workspace.save({ layout: deep });
    expect(await errorOf(server.api.workspace.save({ layout: split(deep) }))).toMatchObject({
      code: 'INVALID_INPUT',
    });
    const levels = 15_000;
    const open = '{"type":"split","share":1,"direction":"row","children":[';
    const answer = await server.fetch('/api/v1/workspace', {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: `{"layout":${open.repeat(levels)}${JSON.stringify(tabs('con0'))}${']}'.repeat(levels)}}`,
    });
    expect(answer.status).toBe(400);
  });
});
