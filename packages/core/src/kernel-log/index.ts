export { decodeAnswer } from './decode-answer.ts';
export { decodeBacktraces } from './decode-backtraces.ts';
export { decodeIncident } from './decode-incident.ts';
export { decodeMemory } from './decode-memory.ts';
export { locateFrames, type LocateOptions } from './locate-frames.ts';
export { TroubleDetector, type Trouble } from './trouble-detector.ts';
export { panicTitle } from './trouble-sign.ts';
