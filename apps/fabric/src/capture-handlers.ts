import type { Readable } from 'node:stream';
import type { StartCapture } from '@umlaut/contracts/fabric';
import type { Capture, CaptureId, LabLinkId } from '@umlaut/contracts/model';
import type { Fabric } from '@umlaut/fabric';
import type { BridgePorts } from './bridge-ports.ts';

/** Captures of links, as the endpoint offers them. Unknown ids: UmlautError CAPTURE_NOT_FOUND. */
export interface CaptureHandlers {
  list(): Capture[];
  start(wanted: StartCapture): Promise<Capture>;
  stop(id: CaptureId): Promise<Capture>;
  remove(id: CaptureId): Promise<void>;
  /** pcapng; with `follow` on and on while the capture does. */
  read(id: CaptureId, options: { follow: boolean }): Readable;
  /** Deletes those whose link has been gone for long; asked for now and then. */
  check(): void;
  close(): Promise<void>;
}

/** Where frames of links are heard, and where captures of them are kept. */
export interface CaptureSources {
  fabric: Fabric;
  bridges: BridgePorts;
  stateDir: string;
}

/** Makes them, with those of an earlier fabric that are of the given links (null: of any). */
export type CreateCaptures = (
  sources: CaptureSources,
  links: ReadonlySet<LabLinkId> | null,
) => Promise<CaptureHandlers>;
