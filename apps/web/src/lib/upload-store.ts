import { API_PREFIX } from '@umlaut/contracts/http';
import type { UmlautError } from '@umlaut/contracts/errors';
import { create } from 'zustand';
import { toUmlautError } from './read-error.ts';
import { uploadFile } from './upload-file.ts';

export type UploadKind = 'image' | 'kernel';

export interface Upload {
  id: number;
  kind: UploadKind;
  label: string;
  sizeBytes: number;
  /** 0 to 1; at 1 the server is still checking what it got. */
  fraction: number;
  /** Null while it goes well. */
  error: UmlautError | null;
}

interface UploadStore {
  uploads: readonly Upload[];
  start: (kind: UploadKind, file: File, label: string) => void;
  /** Stops an upload, or takes away the notice of one that failed. */
  dismiss: (id: number) => void;
}

const PATHS: Readonly<Record<UploadKind, string>> = {
  image: `${API_PREFIX}/images/import`,
  kernel: `${API_PREFIX}/kernels/import`,
};

const controllers = new Map<number, AbortController>();
let nextId = 1;

/** Uploads of this page; they go on while one looks at other pages. */
export const useUploads = create<UploadStore>()((set, get) => {
  const change = (id: number, changes: Partial<Upload>): void => {
    set(({ uploads }) => ({
      uploads: uploads.map((upload) => (upload.id === id ? { ...upload, ...changes } : upload)),
    }));
  };
  const remove = (id: number): void => {
    controllers.delete(id);
    set(({ uploads }) => ({ uploads: uploads.filter((upload) => upload.id !== id) }));
    if (get().uploads.length === 0) globalThis.removeEventListener('beforeunload', warn);
  };
  return {
    uploads: [],
    start: (kind, file, label) => {
      const id = nextId;
      nextId += 1;
      const controller = new AbortController();
      controllers.set(id, controller);
      set(({ uploads }) => ({
        uploads: [...uploads, { id, kind, label, sizeBytes: file.size, fraction: 0, error: null }],
      }));
      globalThis.addEventListener('beforeunload', warn);
      uploadFile({
        url: `${PATHS[kind]}?label=${encodeURIComponent(label)}`,
        file,
        signal: controller.signal,
        onProgress: (fraction) => {
          change(id, { fraction });
        },
      }).then(
        () => {
          remove(id);
        },
        (caught: unknown) => {
          const error = toUmlautError(caught);
          if (error.code === 'CANCELLED') remove(id);
          else change(id, { error });
        },
      );
    },
    dismiss: (id) => {
      const upload = get().uploads.find((one) => one.id === id);
      if (upload?.error === null) controllers.get(id)?.abort();
      else remove(id);
    },
  };
});

/** Leaving the page would end what is on its way. */
function warn(event: BeforeUnloadEvent): void {
  const busy = useUploads.getState().uploads.some(({ error }) => error === null);
  if (busy) event.preventDefault();
}
