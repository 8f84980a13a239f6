import type { UmlautError } from '@umlaut/contracts/errors';
import { shareEntry, type MachineId } from '@umlaut/contracts/model';
import { create } from 'zustand';
import { queryClient } from './query-client.ts';
import { toUmlautError } from './read-error.ts';
import { joinShare, shareKey, shareUrl } from './share-address.ts';
import { uploadFile } from './upload-file.ts';

/** A browser has six connections to one server over HTTP/1.1, and the rest of the page needs some. */
const AT_ONCE = 2;

interface ShareTarget {
  machineId: MachineId;
  /** "" is the share's root. */
  folder: string;
  /** Part of the page that shows it. */
  place: string;
}

export interface ShareUpload extends ShareTarget {
  id: number;
  /** What it is called; the server's answer when it is done. */
  label: string;
  sizeBytes: number;
  /** 0 to 1. */
  fraction: number;
  phase: 'waiting' | 'sending' | 'done' | 'failed';
  error: UmlautError | null;
}

interface ShareUploadStore {
  uploads: readonly ShareUpload[];
  /** @param keep its notice stays when it is done, until it is dismissed */
  start: (target: ShareTarget, files: readonly File[], keep: boolean) => void;
  /** Stops an upload, or takes away the notice of one that ended. */
  dismiss: (id: number) => void;
}

interface Job {
  file: File;
  keep: boolean;
  controller: AbortController;
}

const jobs = new Map<number, Job>();
let nextId = 1;

/** Uploads to shares; they go on while one looks at other pages. */
export const useShareUploads = create<ShareUploadStore>()((set, get) => {
  const change = (id: number, changes: Partial<ShareUpload>): void => {
    set(({ uploads }) => ({
      uploads: uploads.map((upload) => (upload.id === id ? { ...upload, ...changes } : upload)),
    }));
  };
  const remove = (id: number): void => {
    jobs.delete(id);
    set(({ uploads }) => ({ uploads: uploads.filter((upload) => upload.id !== id) }));
  };
  const send = async (upload: ShareUpload, { file, keep, controller }: Job): Promise<void> => {
    const { id, machineId, folder, label } = upload;
    change(id, { phase: 'sending' });
    try {
      const answer = await uploadFile({
        url: shareUrl('upload', machineId, joinShare(folder, label)),
        file,
        signal: controller.signal,
        onProgress: (fraction) => {
          change(id, { fraction });
        },
      });
      const stored = shareEntry.parse(answer).name ?? label;
      if (keep) change(id, { phase: 'done', fraction: 1, label: stored });
      else remove(id);
    } catch (caught) {
      const error = toUmlautError(caught);
      if (error.code === 'CANCELLED' && controller.signal.aborted) remove(id);
      else change(id, { phase: 'failed', error });
    }
    void queryClient.invalidateQueries({ queryKey: shareKey(machineId) });
    next();
  };
  const next = (): void => {
    const { uploads } = get();
    const sending = uploads.filter(({ phase }) => phase === 'sending').length;
    const waiting = uploads
      .filter(({ phase }) => phase === 'waiting')
      .slice(0, Math.max(0, AT_ONCE - sending));
    for (const upload of waiting) {
      const job = jobs.get(upload.id);
      if (job !== undefined) void send(upload, job);
    }
    if (isBusy(get().uploads)) globalThis.addEventListener('beforeunload', warn);
    else globalThis.removeEventListener('beforeunload', warn);
  };
  return {
    uploads: [],
    start: (target, files, keep) => {
      const added = files.map((file): ShareUpload => {
        const id = nextId;
        nextId += 1;
        jobs.set(id, { file, keep, controller: new AbortController() });
        return {
          ...target,
          id,
          label: file.name,
          sizeBytes: file.size,
          fraction: 0,
          phase: 'waiting',
          error: null,
        };
      });
      set(({ uploads }) => ({ uploads: [...uploads, ...added] }));
      next();
    },
    dismiss: (id) => {
      const upload = get().uploads.find((one) => one.id === id);
      if (upload?.phase === 'sending') jobs.get(id)?.controller.abort();
      else remove(id);
    },
  };
});

function isBusy(uploads: readonly ShareUpload[]): boolean {
  return uploads.some(({ phase }) => phase === 'waiting' || phase === 'sending');
}

/** Leaving the page would end what is on its way. */
function warn(event: BeforeUnloadEvent): void {
  event.preventDefault();
}
