/** The server forgot the session and did not process the request: it may be sent again over a new connection. */
export class LostSession extends Error {
  constructor() {
    super('the server does not know the session any more');
    this.name = 'LostSession';
  }
}
