import type { Machine } from '@umlaut/contracts/model';
import type { CreateMachinesInput } from '@umlaut/contracts/http';
import { expectSoon, type TestServer } from '@umlaut/testkit';

/** Machines and labs of one test: their names begin with a word that no other test has. */
export class MachineMaker implements AsyncDisposable {
  readonly prefix: string;
  readonly #server: TestServer;

  constructor(server: TestServer, testId: string) {
    this.#server = server;
    this.prefix = `e2e-${testId
      .slice(-6)
      .toLowerCase()
      .replaceAll(/[^a-z0-9]/g, 'x')}`;
  }

  name(suffix: string): string {
    return `${this.prefix}-${suffix}`;
  }

  /** Creates one over the API. @throws Error when it was not created, or not started when asked to */
  async create(suffix: string, options: Omit<CreateMachinesInput, 'name'> = {}): Promise<Machine> {
    const [machine] = await this.createMany(suffix, { ...options, count: 1 });
    if (machine === undefined) throw new Error('Nothing was created');
    return machine;
  }

  async createMany(suffix: string, options: Omit<CreateMachinesInput, 'name'>): Promise<Machine[]> {
    const { results } = await this.#server.api.machines.create({ name: this.name(suffix), ...options });
    return results.map(({ name, machine, error }) => {
      if (machine === null || error !== null) {
        throw new Error(`${name} was not made: ${JSON.stringify(error)}`);
      }
      return machine;
    });
  }

  async get(machine: Pick<Machine, 'id'>): Promise<Machine> {
    return this.#server.api.machines.get({ id: machine.id });
  }

  /** Deletes every lab and machine of this test, also those that were made by clicking. */
  async [Symbol.asyncDispose](): Promise<void> {
    const { api } = this.#server;
    const labs = (await api.labs.list()).items.filter(({ name }) => name.startsWith(this.prefix));
    await Promise.all(labs.map(({ id }) => api.labs.remove({ id })));
    const ids = (await api.machines.list()).items
      .filter(({ name }) => name.startsWith(this.prefix))
      .map(({ id }) => id);
    if (ids.length === 0) return;
    const { taskId } = await api.machines.bulk({ action: 'delete', ids, force: true });
    await expectSoon(
      'all machines of the test are deleted',
      async () => (await api.tasks.get({ id: taskId })).state !== 'running',
      40_000,
    );
    const task = await api.tasks.get({ id: taskId });
    if (task.state !== 'succeeded') throw new Error(`Not deleted: ${JSON.stringify(task.items)}`);
  }
}
