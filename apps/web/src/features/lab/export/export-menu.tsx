import { ActionIcon, Menu } from '@mantine/core';
import { useRef, type ReactNode } from 'react';
import { IconPhotoDown } from '../../../components/icons.ts';
import { notifyError } from '../../../components/notify.ts';
import { toUmlautError } from '../../../lib/read-error.ts';
import { useLabEditor, type LabEditor } from '../lab-editor.ts';
import { useLabName } from '../lab-name.ts';
import { firstAddress } from '../live/first-address.ts';
import { deviceWord, endMark, machineOf, nodeDetail, nodeName } from '../node-words.ts';
import { labSvg, type Picture } from './lab-svg.ts';
import { readPictureColors, type PictureColors } from './picture-colors.ts';
import { savePng, saveSvg } from './save-picture.ts';

/** Saves the whole drawing, in the colours that the page has now. */
export function ExportMenu(): ReactNode {
  const editor = useLabEditor();
  const name = useLabName();
  const target = useRef<HTMLButtonElement>(null);
  const save = async (how: (picture: Picture, name: string) => void | Promise<void>): Promise<void> => {
    if (target.current === null) return;
    try {
      await how(pictureOf(editor, readPictureColors(target.current)), name);
    } catch (error) {
      notifyError('No picture was made', toUmlautError(error));
    }
  };
  return (
    <Menu position="bottom-end" shadow="md">
      <Menu.Target>
        <ActionIcon ref={target} aria-label="Save as a picture" title="Save as a picture">
          <IconPhotoDown size={17} stroke={1.7} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => void save(saveSvg)}>SVG, sharp at any size</Menu.Item>
        <Menu.Item onClick={() => void save(savePng)}>PNG</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function pictureOf({ ui, live }: LabEditor, colors: PictureColors): Picture {
  const { document, machines } = ui.getState();
  const { nics } = live.getState();
  return labSvg(document, {
    colors,
    captionOf: (node) => {
      const title = node.kind === 'group' && node.label === '' ? 'Area' : nodeName(node, machines);
      const machine = machineOf(node, machines);
      if (machine === undefined) {
        return { title, detail: nodeDetail(node, document, machines), address: null, nics: null };
      }
      const numbers = machine.nics.map(({ number }) => number);
      return {
        title,
        detail: '',
        address: firstAddress(machine, nics),
        nics: numbers.length === 0 ? null : { device: deviceWord(machine), numbers },
      };
    },
    endMarkOf: (node, end) => endMark(node, end, machines),
  });
}
