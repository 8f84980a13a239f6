import { memo, useMemo, type ReactNode } from 'react';
import type { GraphProps } from './cpu-graph.tsx';
import { formatByteRate } from './format-figure.ts';
import { pairScale } from './graph/graph-ticks.ts';
import type { GraphColor } from './graph/stack-bands.ts';
import type { GraphValues } from './graph/graph-values.ts';
import { TimeGraph } from './graph/time-graph.tsx';
import { highestOf } from './highest-of.ts';
import type { Figures } from './history-entry.ts';

/** What goes up from the zero line and what goes down: the parts of keys, and their words. */
export interface RateDirections {
  /** First part of the keys of a device: "disk", "net". */
  kind: string;
  up: { key: string; label: string };
  down: { key: string; label: string };
}

export const DISK_DIRECTIONS: RateDirections = {
  kind: 'disk',
  up: { key: 'read', label: 'read' },
  down: { key: 'written', label: 'written' },
};

export const NETWORK_DIRECTIONS: RateDirections = {
  kind: 'net',
  up: { key: 'received', label: 'in' },
  down: { key: 'sent', label: 'out' },
};

const COLORS: readonly GraphColor[] = ['sky', 'teal', 'violet', 'amber', 'rose', 'green', 'slate', 'mist'];
const SMALLEST = 4096;

export interface RateGraphProps extends GraphProps {
  title: string;
  directions: RateDirections;
  /** Names, joined by blanks, so that they stay the same while they are the same. */
  devices: string;
}

/** Bytes per second of several devices, one direction above the zero line and the other below it. */
export const RateGraph = memo(function RateGraph({
  directions,
  devices,
  ...props
}: RateGraphProps): ReactNode {
  const { entries, spanMs } = props;
  const { up, down } = directions;
  const values = useMemo(() => valuesOf(directions, devices), [directions, devices]);
  const start = (entries.at(-1)?.at ?? 0) - spanMs;
  const highest = highestOf(entries, [up.key], start);
  const lowest = highestOf(entries, [down.key], start);
  const ticks = useMemo(
    () => pairScale(highest, lowest, { smallest: SMALLEST, base: 1024 }),
    [highest, lowest],
  );
  const headline = useMemo(
    () =>
      (figures: Figures): string =>
        [up, down].map(({ key, label }) => `${rateText(figures[key])} ${label}`).join(' · '),
    [up, down],
  );
  return <TimeGraph {...props} note="" values={values} ticks={ticks} headline={headline} />;
});

function rateText(value: number | undefined): string {
  return value === undefined ? '-' : formatByteRate(value);
}

function valuesOf({ kind, up, down }: RateDirections, devices: string): GraphValues {
  const names = devices.split(' ').filter((name) => name !== '');
  return {
    layers: names.flatMap((name, index) => {
      const color = COLORS[index % COLORS.length] ?? 'sky';
      return [
        { key: `${kind}.${name}.${up.key}`, label: `${name} ${up.label}`, color, side: 'up' as const },
        { key: `${kind}.${name}.${down.key}`, label: `${name} ${down.label}`, color, side: 'down' as const },
      ];
    }),
    totals: [
      { key: up.key, label: up.label, color: 'plain', side: 'up' },
      { key: down.key, label: down.label, color: 'plain', side: 'down' },
    ],
    format: formatByteRate,
  };
}
