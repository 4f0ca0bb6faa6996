/** Workspace that the first start creates, and that the command line tools use when none is named. */
export const sampleWorkspaceName = 'Sample shop';
