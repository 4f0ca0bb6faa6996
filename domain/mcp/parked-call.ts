import type { JsonObject } from './upstream.ts';

/** Why a call is left that goes on at its server: it waits for a person, and whoever comes back joins it. */
export class ParkedCall extends Error {
  /** What the caller got meanwhile; null: nothing but the end of the call is an answer to it. */
  readonly answer: JsonObject | null;

  constructor(answer: JsonObject | null = null) {
    super('waits for an answer');
    this.name = 'ParkedCall';
    this.answer = answer;
  }
}
