import { SegmentedControl } from '@mantine/core';
import { useDeferredValue, useMemo, useState, type ReactNode } from 'react';
import { formatBytes } from '../../../components/format-bytes.ts';
import { conversationParts, type ConversationPart } from '../conversation/conversation-parts.ts';
import type { Flow } from '../decode/decoding.ts';
import type { Packet } from '../packet-store/packet.ts';
import classes from './detail.module.css';
import { payloadText, type PayloadForm } from './payload-text.ts';

/** More than this is not put on the page. */
const SHOWN_BYTES = 262_144;

/** What both ends of a conversation said. */
export function PayloadView({ packets, flow }: { packets: readonly Packet[]; flow: Flow }): ReactNode {
  const [form, setForm] = useState<PayloadForm>('text');
  const current = useDeferredValue(packets);
  const parts = useMemo(
    () => conversationParts(current.filter((packet) => packet.flow?.key === flow.key)),
    [current, flow.key],
  );
  const { shown, left } = useMemo(() => firstBytes(parts), [parts]);
  return (
    <section className={classes['payload']} aria-label="Payload of the conversation">
      <header className={classes['header']}>
        <h2 className={classes['title']}>Payload</h2>
        <span className={classes['quiet']}>
          {flow.protocol === 'TCP' ? 'In the order of the stream' : null}
        </span>
        <SegmentedControl
          size="xs"
          aria-label="Show the payload as"
          data={[
            { value: 'text', label: 'Text' },
            { value: 'hex', label: 'Hex' },
          ]}
          value={form}
          onChange={setForm}
        />
      </header>
      {/* What scrolls has to be reached with the keyboard. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <section className={classes['parts']} aria-label="What was said" tabIndex={0}>
        {shown.length === 0 ? <p className={classes['quiet']}>No payload so far.</p> : null}
        {shown.map((part) => (
          <Part
            key={`${part.packet} ${part.sender}`}
            part={part}
            form={form}
            isForth={part.sender === flow.sender}
          />
        ))}
        {left === 0 ? null : (
          <p className={classes['missing']}>
            {formatBytes(left)} more are not shown here. The download has them.
          </p>
        )}
      </section>
    </section>
  );
}

function Part({
  part: { sender, packet, bytes, missing },
  form,
  isForth,
}: {
  part: ConversationPart;
  form: PayloadForm;
  isForth: boolean;
}): ReactNode {
  return (
    <>
      {missing === 0 ? null : <p className={classes['missing']}>{missing} bytes were not captured.</p>}
      <div className={classes['part']} data-forth={isForth}>
        <span className={classes['quiet']}>
          {isForth ? '→' : '←'} {sender}, from packet {packet}, {formatBytes(bytes.length)}
        </span>
        <pre>{payloadText(bytes, form)}</pre>
      </div>
    </>
  );
}

function firstBytes(parts: readonly ConversationPart[]): { shown: ConversationPart[]; left: number } {
  const shown: ConversationPart[] = [];
  let room = SHOWN_BYTES;
  for (const part of parts) {
    if (room > 0) shown.push({ ...part, bytes: part.bytes.subarray(0, room) });
    room -= part.bytes.length;
  }
  return { shown, left: Math.max(0, -room) };
}
