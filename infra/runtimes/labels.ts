/** What containers and objects of a cluster are marked with, so that an agent finds its own again. */
export const ownerLabel = 'throughline.agent';
export const workspaceLabel = 'throughline.workspace';
export const serverLabel = 'throughline.server';
export const installationLabel = 'throughline.installation';
export const launchLabel = 'throughline.launch';
