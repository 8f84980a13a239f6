export { FabricClient, type FabricWatch } from './fabric-client.ts';
export { fabricSocket, isFabricAlive, launchFabric, type FabricLaunch } from './launch-fabric.ts';
export { hasKeptCaptures } from './kept-captures.ts';
