import type { operationWords } from './operation-words.ts';

type Word = keyof typeof operationWords;

/** What people call the steps and kinds of jobs that this version knows. */
const known: Readonly<Record<string, Word>> = {
  processDocument: 'typeProcessDocument',
  prepareQuote: 'typePrepareQuote',
  startDocument: 'stepStartDocument',
  sniffDocument: 'stepSniffDocument',
  extractDocument: 'stepExtractDocument',
  recogniseDocument: 'stepRecogniseDocument',
  finishDocument: 'stepFinishDocument',
  rejectDocument: 'stepRejectDocument',
  parkDocument: 'stepParkDocument',
  cancelDocument: 'stepCancelDocument',
  createQuote: 'stepCreateQuote',
  matchQuoteLines: 'stepMatchQuoteLines',
  priceQuoteLines: 'stepPriceQuoteLines',
  resumeQuoteReview: 'stepResumeQuoteReview',
  finishQuoteReview: 'stepFinishQuoteReview',
  renderQuotePdf: 'stepRenderQuotePdf',
  failQuote: 'stepFailQuote',
  cancelQuote: 'stepCancelQuote',
  deployMcpServer: 'typeDeployMcpServer',
  removeMcpServer: 'typeRemoveMcpServer',
  testConnection: 'typeTestConnection',
  syncServerStatus: 'typeSyncServerStatus',
  callTool: 'typeCallTool',
  validateDeployment: 'stepValidateDeployment',
  recordDeployment: 'stepRecordDeployment',
  createInstallation: 'stepCreateInstallation',
  startInstallation: 'stepStartInstallation',
  checkInstallation: 'stepCheckInstallation',
  shakeHands: 'stepShakeHands',
  discoverTools: 'stepDiscoverTools',
  readyDeployment: 'stepReadyDeployment',
  finishDeployment: 'stepFinishDeployment',
  skipAgentSteps: 'stepSkipAgentSteps',
  noteDeploymentFailure: 'stepNoteDeploymentFailure',
  restartBefore: 'stepRestartBefore',
  removeInstallation: 'stepRemoveInstallation',
  settleDeployment: 'stepSettleDeployment',
  claimForRemoval: 'stepClaimForRemoval',
  stopServer: 'stepStopServer',
  deleteServer: 'stepDeleteServer',
  finishRemoval: 'stepFinishRemoval',
  probeConnection: 'stepProbeConnection',
  syncStatus: 'stepSyncStatus',
  runCall: 'stepRunCall',
  forgetCall: 'stepForgetCall',
  failCall: 'stepFailCall',
};

/** The plain name of a step or a kind of job; a name nobody has translated yet is at least taken apart into words. */
export const plainName = (name: string, t: (word: Word) => string): string => {
  const word = known[name];
  if (word) return t(word);
  const apart = name
    .replaceAll(/[_-]+/g, ' ')
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase();
  return apart.charAt(0).toUpperCase() + apart.slice(1);
};
