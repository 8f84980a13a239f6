import { ActionIcon, ScrollArea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { MachineId } from '@umlaut/contracts/model';
import type { Icon } from '@tabler/icons-react';
import type { DragEvent, ReactNode } from 'react';
import { useState } from 'react';
import { compareNames } from '../../lib/compare-names.ts';
import { IconDeviceDesktop, IconDisc, IconPlus, IconSearch } from '../../components/icons.ts';
import { imagesQuery, labsQuery } from '../../live/live-queries.ts';
import { addImage } from './add-image.ts';
import { dragPart, type Part } from './canvas/palette-drag.ts';
import { addMachine, addNode, type PlainKind } from './commands.ts';
import { useLabEditor, useLabUi } from './lab-editor.ts';
import { KINDS } from './node-words.ts';
import classes from './palette.module.css';

const THINGS: readonly { kind: PlainKind; hint: string }[] = [
  { kind: 'switch', hint: 'Learns who is where; VLANs, DHCP, DNS' },
  { kind: 'hub', hint: 'Everybody hears everything' },
  { kind: 'bridge', hint: "Of the host's kernel: fast, for machines with taps" },
  { kind: 'uplink', hint: 'To the Internet, through this host' },
  { kind: 'remote', hint: 'A lab on another computer, by a tunnel' },
  { kind: 'note', hint: 'Text on the drawing' },
  { kind: 'group', hint: 'A coloured area; moves what lies in it' },
];

/** What can be put into the lab: dragged to its place, or added by the button beside it. */
export function Palette(): ReactNode {
  const editor = useLabEditor();
  const [filter, setFilter] = useState('');
  const machines = useFreeMachines();
  const { data: images } = useQuery({ ...imagesQuery, select: ({ items }) => items });
  const wanted = filter.trim().toLowerCase();
  const shown = machines.filter(({ name }) => name.toLowerCase().includes(wanted));
  return (
    <section className={classes['palette']} aria-label="Parts">
      <ScrollArea type="auto" scrollbarSize={8} className={classes['scroll'] ?? ''}>
        <h2>Network</h2>
        <ul>
          {THINGS.map(({ kind, hint }) => (
            <PartRow
              key={kind}
              icon={KINDS[kind].icon}
              label={KINDS[kind].label}
              hint={hint}
              part={{ kind: 'thing', thing: kind }}
              onAdd={() => addNode(editor, kind)}
            />
          ))}
        </ul>
        <h2>Machines</h2>
        {machines.length > 8 ? (
          <TextInput
            className={classes['filter'] ?? ''}
            type="search"
            size="xs"
            aria-label="Filter machines"
            placeholder="Filter"
            leftSection={<IconSearch size={13} aria-hidden />}
            value={filter}
            onChange={(event) => setFilter(event.currentTarget.value)}
          />
        ) : null}
        {shown.length === 0 ? (
          <p className={classes['none']}>
            {machines.length === 0
              ? 'Every machine is in a lab. Make one from an image below.'
              : 'None matches.'}
          </p>
        ) : (
          <ul>
            {shown.map(({ id, name }) => (
              <PartRow
                key={id}
                icon={IconDeviceDesktop}
                label={name}
                part={{ kind: 'machine', id }}
                onAdd={() => addMachine(editor, id)}
              />
            ))}
          </ul>
        )}
        <h2>New machine from</h2>
        <ul>
          {(images ?? [])
            .filter(({ problem }) => problem === null)
            .map(({ id, label }) => (
              <PartRow
                key={id}
                icon={IconDisc}
                label={label}
                part={{ kind: 'image', id }}
                onAdd={() => void addImage(editor, id)}
              />
            ))}
        </ul>
        {images?.length === 0 ? <p className={classes['none']}>No image yet.</p> : null}
      </ScrollArea>
    </section>
  );
}

function useFreeMachines(): { id: MachineId; name: string }[] {
  const { labId } = useLabEditor();
  const machines = useLabUi((ui) => ui.machines);
  const document = useLabUi((ui) => ui.document);
  const { data: elsewhere } = useQuery({
    ...labsQuery,
    select: ({ items }) => items.filter(({ id }) => id !== labId).flatMap(({ machineIds }) => machineIds),
  });
  const taken = new Set<string>(elsewhere);
  for (const node of document.nodes.values()) if (node.kind === 'machine') taken.add(node.machineId);
  return [...machines.keys()]
    .filter((id) => !taken.has(id))
    .map((id) => ({ id, name: machines.get(id)?.name ?? id }))
    .toSorted((one, other) => compareNames(one.name, other.name));
}

interface PartRowProps {
  icon: Icon;
  label: string;
  hint?: string;
  part: Part;
  onAdd: () => void;
}

function PartRow({ icon: Glyph, label, hint, part, onAdd }: PartRowProps): ReactNode {
  return (
    // The button beside it does the same for who has no pointer.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <li
      className={classes['part']}
      draggable
      title={hint}
      onDragStart={(event: DragEvent) => dragPart(event, part)}
    >
      <Glyph size={16} stroke={1.7} aria-hidden />
      <span className="u-truncate">{label}</span>
      <ActionIcon size={24} aria-label={`Add ${label}`} onClick={onAdd}>
        <IconPlus size={14} aria-hidden />
      </ActionIcon>
    </li>
  );
}
