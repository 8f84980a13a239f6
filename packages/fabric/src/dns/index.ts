export { RCODE, RECORD, dnsNameBytes, readDnsQuestion, writeDnsAnswer } from './message-codec.ts';
export { answerQuestion, type NameSource } from './name-server.ts';
