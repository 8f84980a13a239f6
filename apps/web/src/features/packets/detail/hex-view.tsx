import { Button } from '@mantine/core';
import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import classes from './detail.module.css';
import { hexLines, type HexLine } from './hex-lines.ts';

/** A frame of a host that offloads has 64 KiB: too many lines for a glance. */
const FIRST_BYTES = 2048;
const LINE_CHARACTERS = 47;

export interface HexViewProps {
  bytes: Uint8Array;
  marked: { start: number; end: number } | null;
}

export function HexView({ bytes, marked }: HexViewProps): ReactNode {
  const [isWhole, setWhole] = useState(false);
  const box = useRef<HTMLElement>(null);
  const length = isWhole ? bytes.length : Math.min(bytes.length, FIRST_BYTES);
  const lines = useMemo(() => hexLines(bytes.subarray(0, length), marked), [bytes, length, marked]);
  useEffect(() => {
    if (marked !== null) box.current?.querySelector('mark')?.scrollIntoView({ block: 'nearest' });
  }, [marked]);
  return (
    // What scrolls has to be reached with the keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section ref={box} className={classes['hex']} aria-label="Bytes" tabIndex={0}>
      {lines.map((line) => (
        <HexLineView key={line.offset} line={line} />
      ))}
      {length < bytes.length ? (
        <Button mt={8} size="compact-xs" variant="default" onClick={() => setWhole(true)}>
          Show all {bytes.length} bytes
        </Button>
      ) : null}
    </section>
  );
}

function HexLineView({ line: { offset, pieces } }: { line: HexLine }): ReactNode {
  const length = pieces.reduce((sum, { hex }) => sum + hex.length + 1, -1);
  return (
    <div className={classes['line']}>
      <span className={classes['offset']}>{offset}</span>
      {'  '}
      {pieces.map(({ hex, isMarked }, index) => [
        index === 0 ? '' : ' ',
        isMarked ? <mark key="hex">{hex}</mark> : hex,
      ])}
      {' '.repeat(Math.max(0, LINE_CHARACTERS - length) + 3)}
      {pieces.map(({ text, isMarked }) => (isMarked ? <mark key="text">{text}</mark> : text))}
    </div>
  );
}
