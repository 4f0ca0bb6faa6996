import type { CallOwner } from './call-owner.ts';

/**
 * An owner whose request has another one from its server's first question on: whoever brings the answer may come to
 * another process of the platform.
 */
export const parkableOwner = (owner: CallOwner, park: () => CallOwner): CallOwner => {
  let now = owner;
  return {
    answered: (line) => now.answered(line),
    failed: (failure) => now.failed(failure),
    progressed: (params) => now.progressed(params),
    told: (method, params) => now.told(method, params),
    asked: (question) => {
      if (now === owner) now = park();
      now.asked(question);
    },
  };
};
