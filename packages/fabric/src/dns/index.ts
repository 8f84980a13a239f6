export { readDnsQuestion, writeDnsAnswer } from './message-codec.ts';
export { answerQuestion } from './name-server.ts';
