export { traceBetween } from './trace-between.ts';
