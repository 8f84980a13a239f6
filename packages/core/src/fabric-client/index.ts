export { FabricClient, type FabricWatch } from './fabric-client.ts';
export { fabricSocket, launchFabric, type FabricLaunch } from './launch-fabric.ts';
