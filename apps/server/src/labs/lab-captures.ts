import { UmlautError } from '@umlaut/contracts/errors';
import type { Capture, CaptureId, LabId, NewCapture } from '@umlaut/contracts/model';
import type { ActivityLog } from '../activity/activity-log.ts';
import { newCaptureId } from '../identifiers.ts';
import type { FabricKeeper } from '../networks/fabric-keeper.ts';
import type { LabRegistry } from './lab-registry.ts';

export interface LabCapturesDeps {
  labs: LabRegistry;
  fabric: FabricKeeper;
  activity: ActivityLog;
}

/** Captures of the links of labs; the fabric writes and keeps them, also of links that do not pass it. */
export class LabCaptures {
  readonly #deps: LabCapturesDeps;

  constructor(deps: LabCapturesDeps) {
    this.#deps = deps;
  }

  /** @throws LAB_NOT_FOUND, FABRIC_UNREACHABLE */
  async list(id: LabId): Promise<Capture[]> {
    const links = new Set(this.#deps.labs.get(id).links.map((link) => link.id));
    // Where nothing needs a fabric there is none, and that is as it should be.
    if (links.size === 0 || this.#deps.fabric.isIdle) return [];
    return (await this.#deps.fabric.client().captures()).filter(({ linkId }) => links.has(linkId));
  }

  /** @throws LAB_NOT_FOUND, LINK_NOT_FOUND, FABRIC_UNREACHABLE; INVALID_INPUT with field `filter` or `linkId` */
  async start({ id, ...wanted }: { id: LabId } & NewCapture, actor: string): Promise<Capture> {
    const lab = this.#deps.labs.get(id);
    const link = lab.links.find((one) => one.id === wanted.linkId);
    if (link === undefined) {
      throw new UmlautError('LINK_NOT_FOUND', 'There is no such link in this lab.', { field: 'linkId' });
    }
    const fabric = await this.#deps.fabric.require();
    const capture = await fabric.startCapture({ ...wanted, id: newCaptureId() });
    const message = `Started a capture in the lab "${lab.name}".`;
    void this.#deps.activity.add({ kind: 'lab.capture-started', severity: 'info', actor, message });
    return capture;
  }

  /** @throws LAB_NOT_FOUND, CAPTURE_NOT_FOUND, FABRIC_UNREACHABLE */
  async stop(id: LabId, capture: CaptureId): Promise<Capture> {
    await this.#assertIn(id, capture);
    return this.#deps.fabric.client().stopCapture(capture);
  }

  /** @throws LAB_NOT_FOUND, CAPTURE_NOT_FOUND, FABRIC_UNREACHABLE */
  async remove(id: LabId, capture: CaptureId): Promise<void> {
    await this.#assertIn(id, capture);
    await this.#deps.fabric.client().removeCapture(capture);
  }

  /** Its file, as pcapng. @throws LAB_NOT_FOUND, CAPTURE_NOT_FOUND, FABRIC_UNREACHABLE */
  async read(id: LabId, capture: CaptureId, options: { follow: boolean }): Promise<AsyncIterable<Buffer>> {
    await this.#assertIn(id, capture);
    return this.#deps.fabric.client().readCapture(capture, options);
  }

  async #assertIn(id: LabId, capture: CaptureId): Promise<void> {
    if ((await this.list(id)).some((one) => one.id === capture)) return;
    throw new UmlautError('CAPTURE_NOT_FOUND', 'There is no such capture in this lab.', {
      field: 'captureId',
    });
  }
}
