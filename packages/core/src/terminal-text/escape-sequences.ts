/** ECMA-48, 5.4: its parameters are group 1, its final byte group 2. */
const CSI = String.raw`\u001b\[([0-?]*)[ -/]*([@-~])`;
const OSC = String.raw`\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)?`;
/** DCS, APC, PM and SOS. */
const STRINGS = String.raw`\u001b[PX^_][^\u001b]*(?:\u001b\\)?`;
const TWO_BYTES = String.raw`\u001b[ -/]*[0-~]`;

/** Source of a regular expression for one escape sequence of any kind; groups 1 and 2 are those of a CSI. */
export const ESCAPE_SEQUENCE = [CSI, OSC, STRINGS, TWO_BYTES].join('|');
