import type { Benchmark } from '../benchmark.ts';
import { boot } from './boot.ts';
import { bridgeTcp } from './bridge-tcp.ts';
import { canvas } from './canvas.ts';
import { consoleEcho } from './console-echo.ts';
import { consoleFlood } from './console-flood.ts';
import { consoleReplay } from './console-replay.ts';
import { consoleSearch } from './console-search.ts';
import { consoleThroughput } from './console-throughput.ts';
import { consoleWall } from './console-wall.ts';
import { cowCreate } from './cow-create.ts';
import { cowMerge } from './cow-merge.ts';
import { diskClone } from './disk-clone.ts';
import { fabricLatency } from './fabric-latency.ts';
import { fabricPps } from './fabric-pps.ts';
import { fabricTcp } from './fabric-tcp.ts';
import { mconsole } from './mconsole.ts';
import { mconsoleLong } from './mconsole-long.ts';
import { monitorMemory } from './monitor-memory.ts';
import { serverLatencyDuringMerge } from './server-latency-during-merge.ts';
import { snapshot } from './snapshot.ts';
import { uplinkTcp } from './uplink-tcp.ts';
import { xray } from './xray.ts';

export const BENCHMARKS: readonly Benchmark[] = [
  boot,
  consoleThroughput,
  consoleEcho,
  consoleReplay,
  consoleFlood,
  consoleSearch,
  consoleWall,
  canvas,
  mconsole,
  mconsoleLong,
  monitorMemory,
  cowMerge,
  cowCreate,
  diskClone,
  snapshot,
  serverLatencyDuringMerge,
  xray,
  fabricPps,
  fabricLatency,
  fabricTcp,
  bridgeTcp,
  uplinkTcp,
];
