import { machineId, sketchLab, type LabFile, type LabSketch } from '@umlaut/contracts/model';
import { drawFile } from './draw-file.ts';

/** For all machines alike: none is made for a picture. */
const NOBODY = machineId.parse('m-aaaaaaaaaa');

/** What a file looks like. Pure but for the identifiers, which are not in it. */
export function sketchFile(file: LabFile): LabSketch {
  const edits = drawFile(file, new Map(Object.keys(file.nodes).map((key) => [key, NOBODY])));
  return sketchLab({
    nodes: edits.flatMap((edit) => (edit.edit === 'put-node' ? [edit.node] : [])),
    links: edits.flatMap((edit) => (edit.edit === 'put-link' ? [edit.link] : [])),
  });
}
