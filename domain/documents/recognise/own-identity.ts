import { fold } from './fold.ts';

/** Who we are, so that our own name and addresses are never taken for the customer's. */
export type OwnIdentity = { names: readonly string[]; domains: readonly string[] };

export function isOwnAddress(address: string, own: OwnIdentity): boolean {
  const domain = address.toLowerCase().split('@').at(-1) ?? '';
  return own.domains.some((ours) => domain === ours.toLowerCase() || domain.endsWith(`.${ours.toLowerCase()}`));
}

export function isOwnName(name: string, own: OwnIdentity): boolean {
  const folded = fold(name);
  return own.names.some((ours) => fold(ours) !== '' && (folded === fold(ours) || folded.startsWith(`${fold(ours)} `)));
}
