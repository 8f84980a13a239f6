import type { Readable } from 'node:stream';
import type { StartCapture } from '@umlaut/contracts/fabric';
import type { Capture, CaptureId, LabLinkId } from '@umlaut/contracts/model';
import type { Fabric } from '@umlaut/fabric';

/** Captures of links, as the endpoint offers them. Unknown ids: UmlautError CAPTURE_NOT_FOUND. */
export interface CaptureHandlers {
  list(): Capture[];
  start(wanted: StartCapture): Promise<Capture>;
  stop(id: CaptureId): Promise<Capture>;
  remove(id: CaptureId): Promise<void>;
  /** pcapng; with `follow` on and on while the capture does. */
  read(id: CaptureId, options: { follow: boolean }): Readable;
  close(): Promise<void>;
}

/** Makes them for a fabric whose links it taps, with those of an earlier one that are of the given links (null: of any). */
export type CreateCaptures = (
  fabric: Fabric,
  stateDir: string,
  links: ReadonlySet<LabLinkId> | null,
) => Promise<CaptureHandlers>;
