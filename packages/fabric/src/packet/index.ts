export { summarise, type FrameSummary } from './summarise.ts';
