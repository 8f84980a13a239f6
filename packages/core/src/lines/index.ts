export { attachCommand } from './attach-command.ts';
export { fileDescriptors, lineOption } from './line-option.ts';
export { channelProblem, lineProblem, type LineHost } from './line-problem.ts';
export { BUSYBOX, LOGIN_NAME, PORT_HELPER, portScripts, TELNETD_NAME } from './line-programs.ts';
export { parseLine, type ParsedLine } from './parse-line.ts';
export { inSandbox, madeInSandbox } from './sandbox-device.ts';
