export const forgetOldCallsType = 'forgetOldCalls';
