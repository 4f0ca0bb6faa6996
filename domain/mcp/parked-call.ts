/** Why a call is left that goes on at its server: it waits for a person, and whoever comes back joins it. */
export class ParkedCall extends Error {
  constructor() {
    super('waits for an answer');
    this.name = 'ParkedCall';
  }
}
