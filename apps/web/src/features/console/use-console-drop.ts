import type { MachineId } from '@umlaut/contracts/model';
import { useState, type DragEvent } from 'react';
import { droppedFiles, hasFiles } from '../../components/dropped-files.ts';
import { useShareUploads } from '../../lib/share-upload-store.ts';

export interface ConsoleDrop {
  /** Files hover over the console. */
  over: boolean;
  handlers: {
    onDragOver: (event: DragEvent) => void;
    onDragLeave: (event: DragEvent) => void;
    onDrop: (event: DragEvent) => void;
  };
}

/** Puts files that are dropped onto a console into its machine's share folder. */
export function useConsoleDrop(machineId: MachineId, place: string): ConsoleDrop {
  const [over, setOver] = useState(false);
  const start = useShareUploads((store) => store.start);
  return {
    over,
    handlers: {
      onDragOver: (event) => {
        if (!hasFiles(event.dataTransfer)) return;
        // Without this the browser would open the file instead.
        event.preventDefault();
        event.stopPropagation();
        setOver(true);
      },
      onDragLeave: (event) => {
        const to = event.relatedTarget;
        if (!(to instanceof Node) || !event.currentTarget.contains(to)) setOver(false);
      },
      onDrop: (event) => {
        if (!hasFiles(event.dataTransfer)) return;
        event.preventDefault();
        event.stopPropagation();
        setOver(false);
        start({ machineId, folder: '', place }, droppedFiles(event.dataTransfer), true);
      },
    },
  };
}
