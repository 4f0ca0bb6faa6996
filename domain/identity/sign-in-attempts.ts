/**
 * Counts failed sign-ins per account and address, so that guessing stops while other people go on. Successful ones
 * cost nothing: an office behind one address signs in at nine o'clock.
 */
export interface SignInAttempts {
  /**
   * Runs `verify` when neither the account nor the address has failed too often, and counts its `false`. Attempts on one
   * account wait for each other, so that parallel guesses do not slip through together. Throws `rate_limited`.
   */
  guard(account: string, ip: string, verify: () => Promise<boolean>): Promise<boolean>;
}
