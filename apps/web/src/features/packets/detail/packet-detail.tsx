import { ActionIcon, Button } from '@mantine/core';
import { useMemo, useState, type ReactNode, type Ref } from 'react';
import { IconArrowBackUp, IconX } from '../../../components/icons.ts';
import { decodeFrame } from '../decode/decode-frame.ts';
import type { Field, Flow } from '../decode/decoding.ts';
import type { Packet } from '../packet-store/packet.ts';
import classes from './detail.module.css';
import { HexView } from './hex-view.tsx';
import { LayerTree } from './layer-tree.tsx';

export interface PacketDetailProps {
  packet: Packet;
  isNarrow: boolean;
  ref: Ref<HTMLElement>;
  /** Null: it is followed already, or is part of none. */
  onFollow: ((flow: Flow) => void) | null;
  onClose: () => void;
}

/** One packet: its layers, and its bytes. */
export function PacketDetail({ packet, isNarrow, ref, onFollow, onClose }: PacketDetailProps): ReactNode {
  const decoding = useMemo(() => decodeFrame(packet.bytes), [packet]);
  const [marked, setMarked] = useState<Field | null>(null);
  const { flow } = decoding;
  const kept = packet.bytes.length < packet.length ? `, ${packet.bytes.length} of them captured` : '';
  return (
    // Escape works from everywhere in it.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section
      ref={ref}
      tabIndex={-1}
      aria-label={`Packet ${packet.number}`}
      className={classes['detail']}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onClose();
      }}
    >
      <header className={classes['header']}>
        {isNarrow ? (
          <Button variant="default" leftSection={<IconArrowBackUp size={14} aria-hidden />} onClick={onClose}>
            Packets
          </Button>
        ) : null}
        <h2 className={classes['title']}>
          {packet.protocol} <span className="u-num">no. {packet.number}</span>
        </h2>
        <span className={`${classes['quiet']} u-num`}>
          {packet.length} bytes{kept}
        </span>
        {flow === null || onFollow === null ? null : (
          <Button variant="default" onClick={() => onFollow(flow)}>
            Follow this conversation
          </Button>
        )}
        {isNarrow ? null : (
          <ActionIcon aria-label="Close the packet" onClick={onClose}>
            <IconX size={15} aria-hidden />
          </ActionIcon>
        )}
      </header>
      <div className={classes['columns']}>
        <LayerTree layers={decoding.layers} marked={marked} onMark={setMarked} />
        <HexView key={packet.number} bytes={packet.bytes} marked={marked} />
      </div>
    </section>
  );
}
