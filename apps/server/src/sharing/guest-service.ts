import { UmlautError } from '@umlaut/contracts/errors';
import type { ConsoleName, GuestLink, GuestLinkId, GuestView, MachineId } from '@umlaut/contracts/model';
import type { ActivityLog } from '../activity/activity-log.ts';
import { guestCookie } from '../auth/cookies.ts';
import type { GuestAdmission } from '../auth/principal.ts';
import type { MachineRegistry } from '../machines/machine-registry.ts';
import { consolesOf } from '../machines/run-facts.ts';
import type { GuestLinkStore, StoredLink } from './guest-link-store.ts';
import type { GuestSockets } from './guest-sockets.ts';

const MAX_LIVE_LINKS = 100;
/** Who opens a link again within this time is not told of again. */
const TOLD_AGAIN_MS = 10 * 60 * 1000;

export interface GuestServiceDeps {
  store: GuestLinkStore;
  sockets: GuestSockets;
  registry: MachineRegistry;
  activity: ActivityLog;
}

interface LinkRequest {
  machineId: MachineId;
  console: ConsoleName;
  label: string;
  lifetimeMinutes: number;
}

/** Guest links: made, listed and revoked by users; traded and used by guests. */
export class GuestService {
  readonly #deps: GuestServiceDeps;

  constructor(deps: GuestServiceDeps) {
    this.#deps = deps;
  }

  /** @throws MACHINE_NOT_FOUND, CONSOLE_NOT_FOUND, GUEST_LINK_LIMIT */
  async create(wanted: LinkRequest, actor: string): Promise<{ link: GuestLink; path: string }> {
    const { store, registry } = this.#deps;
    const entry = registry.get(wanted.machineId);
    const consoles = consolesOf(entry);
    if (!consoles.includes(wanted.console)) {
      throw new UmlautError('CONSOLE_NOT_FOUND', `${entry.record.name} has no console ${wanted.console}.`, {
        field: 'console',
        hint: `It has ${consoles.join(', ')}.`,
      });
    }
    const now = new Date();
    if ((await store.live(now)).length >= MAX_LIVE_LINKS) {
      throw new UmlautError('GUEST_LINK_LIMIT', `There are ${MAX_LIVE_LINKS} guest links already.`, {
        hint: 'Revoke those that are not needed.',
      });
    }
    const { link, secret } = await store.create(
      { ...wanted, lifetimeMs: wanted.lifetimeMinutes * 60_000 },
      now,
    );
    this.#tell('created', link, actor, `Made a guest link to ${link.console} for "${link.label}".`);
    return { link: this.#present(link), path: `/guest#token=${secret}` };
  }

  async list({
    machineId,
    console,
  }: {
    machineId?: MachineId | undefined;
    console?: ConsoleName | undefined;
  }): Promise<GuestLink[]> {
    const links = await this.#deps.store.live(new Date());
    return links
      .filter((link) => machineId === undefined || link.machineId === machineId)
      .filter((link) => console === undefined || link.console === console)
      .map((link) => this.#present(link));
  }

  /** @throws GUEST_LINK_NOT_FOUND */
  async revoke(id: GuestLinkId, actor: string): Promise<void> {
    const link = await this.#deps.store.revoke(id, new Date());
    if (link === null) {
      throw new UmlautError('GUEST_LINK_NOT_FOUND', 'There is no such guest link, or it is over already.');
    }
    this.#deps.sockets.revoke(id);
    this.#tell('revoked', link, actor, `Revoked the guest link to ${link.console} for "${link.label}".`);
  }

  /** @throws GUEST_LINK_INVALID, GUEST_LINK_EXPIRED, GUEST_LINK_REVOKED */
  async enter(secret: string): Promise<{ guest: GuestView; cookie: string }> {
    const now = new Date();
    const link = await this.#deps.store.admit(secret, now);
    await this.#deps.store.markUsed(link.id, now);
    if (link.lastUsedAt === null || now.getTime() - link.lastUsedAt.getTime() > TOLD_AGAIN_MS) {
      this.#tell('used', link, `${link.label} (guest)`, `Opened a guest link to ${link.console}.`);
    }
    const lifetimeMs = link.expiresAt.getTime() - now.getTime();
    return { guest: this.view(link), cookie: guestCookie(link.id, secret, lifetimeMs) };
  }

  /** What a guest is told of the console it may see. @throws MACHINE_NOT_FOUND */
  view({ id, label, machineId, console, expiresAt }: GuestAdmission): GuestView {
    const { record, run } = this.#deps.registry.get(machineId);
    return {
      id,
      label,
      machineName: record.name,
      console,
      expiresAt: expiresAt.toISOString(),
      run: run === null ? null : run.kind === 'launching' ? run.bootId : run.status.bootId,
    };
  }

  #present({ id, machineId, console, label, createdAt, expiresAt, lastUsedAt }: StoredLink): GuestLink {
    return {
      id,
      machineId,
      console,
      label,
      access: 'view',
      createdAt: createdAt.toISOString(),
      expiresAt: expiresAt.toISOString(),
      lastUsedAt: lastUsedAt?.toISOString() ?? null,
      viewers: this.#deps.sockets.count(id),
    };
  }

  #tell(what: 'created' | 'used' | 'revoked', link: StoredLink, actor: string, message: string): void {
    const machine = this.#deps.registry.find(link.machineId)?.record;
    void this.#deps.activity.add({
      kind: `guest-link.${what}`,
      severity: 'info',
      actor,
      ...(machine === undefined ? {} : { machine }),
      message,
      details: { console: link.console, label: link.label, expiresAt: link.expiresAt.toISOString() },
    });
  }
}
