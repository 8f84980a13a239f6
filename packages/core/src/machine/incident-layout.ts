/** Names below a machine's `incidents` folder; the number is the incident's id. */
export const INCIDENT_FILE = /^([1-9]\d{0,8})\.json$/;
/** Older ones are removed. */
export const MAX_INCIDENTS = 50;
/** A longer file is none of a monitor's. */
export const MAX_INCIDENT_BYTES = 1_048_576;
