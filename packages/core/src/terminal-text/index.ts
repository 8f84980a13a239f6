export { ESCAPE_SEQUENCE } from './escape-sequences.ts';
