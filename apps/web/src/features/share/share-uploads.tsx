import type { ReactNode } from 'react';
import { UploadLine } from '../../components/upload-list.tsx';
import listClasses from '../../components/upload-list.module.css';
import { useShareUploads } from '../../lib/share-upload-store.ts';

/** Files on their way into the share, and those that did not get there. */
export function ShareUploads({ place }: { place: string }): ReactNode {
  const uploads = useShareUploads((store) => store.uploads);
  const dismiss = useShareUploads((store) => store.dismiss);
  const shown = uploads.filter((upload) => upload.place === place);
  if (shown.length === 0) return null;
  return (
    <ul className={listClasses['list']} aria-label="Uploads">
      {shown.map((upload) => (
        <li key={upload.id} className={listClasses['item']}>
          <UploadLine
            {...upload}
            remark={upload.phase === 'waiting' ? 'Waits for the others' : undefined}
            onDismiss={() => {
              dismiss(upload.id);
            }}
          />
        </li>
      ))}
    </ul>
  );
}
