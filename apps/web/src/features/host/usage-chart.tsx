import 'uplot/dist/uPlot.min.css';
import { useComputedColorScheme } from '@mantine/core';
import type { HostUsage } from '@umlaut/contracts/model';
import { useEffect, useRef, type ReactNode } from 'react';
import uPlot from 'uplot';
import classes from './host.module.css';

const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const HEIGHT = 168;
/** What the graph spans, seconds: it fills from the right. */
const SPAN = 300;

/** CPU and memory of the last five minutes, per cent. */
export function UsageChart({ usage }: { usage: readonly HostUsage[] }): ReactNode {
  const frame = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot | null>(null);
  const scheme = useComputedColorScheme();

  useEffect(() => {
    const element = frame.current;
    if (element === null) return;
    const made = new uPlot(chartOptions(element), [[], [], []], element);
    chart.current = made;
    const observer = new ResizeObserver(() => {
      made.setSize({ width: element.clientWidth, height: HEIGHT });
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      made.destroy();
      chart.current = null;
    };
    // The colours are read from the page, so another scheme needs another chart.
  }, [scheme]);

  useEffect(() => {
    chart.current?.setData(columnsOf(usage));
  }, [usage, scheme]);

  const newest = usage.at(-1);
  return (
    <figure className={classes['chart']}>
      <figcaption className={classes['legend']}>
        <span data-series="cpu">CPU</span>
        <span data-series="memory">Memory</span>
        <span className={classes['dim']}>last five minutes</span>
      </figcaption>
      <div
        ref={frame}
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a canvas is drawn inside
        role="img"
        aria-label={
          newest === undefined
            ? 'No samples yet'
            : `CPU ${newest.cpuPercent.toFixed(0)} per cent, memory ${memoryPercent(newest).toFixed(0)} per cent`
        }
      />
    </figure>
  );
}

function memoryPercent({ memoryTotalBytes, memoryAvailableBytes }: HostUsage): number {
  return (1 - memoryAvailableBytes / memoryTotalBytes) * 100;
}

function columnsOf(usage: readonly HostUsage[]): uPlot.AlignedData {
  return [
    usage.map(({ at }) => Date.parse(at) / 1000),
    usage.map(({ cpuPercent }) => cpuPercent),
    usage.map(memoryPercent),
  ];
}

function chartOptions(element: HTMLElement): uPlot.Options {
  const style = getComputedStyle(element);
  const color = (name: string): string => style.getPropertyValue(name).trim();
  const axis = {
    stroke: color('--mantine-color-dimmed'),
    font: `11px ${style.fontFamily}`,
    grid: { stroke: color('--u-line'), width: 1 },
    ticks: { show: false },
  };
  return {
    width: element.clientWidth,
    height: HEIGHT,
    legend: { show: false },
    cursor: { show: false },
    padding: [8, 20, 0, 0],
    scales: {
      x: { range: (_, __, max) => [(max || Date.now() / 1000) - SPAN, max || Date.now() / 1000] },
      y: { range: [0, 100] },
    },
    axes: [
      {
        ...axis,
        size: 26,
        incrs: [60, 120],
        values: (_, ticks) => ticks.map((tick) => clock.format(tick * 1000)),
      },
      {
        ...axis,
        size: 44,
        splits: [0, 25, 50, 75, 100],
        values: (_, ticks) => ticks.map((tick) => `${tick} %`),
      },
    ],
    series: [
      {},
      { stroke: color('--u-accent-text'), width: 1.5, points: { show: false } },
      { stroke: color('--u-good'), width: 1.5, points: { show: false } },
    ],
  };
}
