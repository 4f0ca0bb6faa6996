/** Lower case, without accents, ß as ss, punctuation as single spaces: the form all vocabularies are written in. */
export function fold(text: string): string {
  return text
    .slice(0, 2_000)
    .normalize('NFKD')
    .replaceAll(/\p{M}+/gu, '')
    .replaceAll('ß', 'ss')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}#%€$£]+/gu, ' ')
    .trim();
}

/** Whether folded `text` holds folded `phrase` as whole words. */
export function hasPhrase(text: string, phrase: string): boolean {
  return ` ${text} `.includes(` ${phrase} `);
}

/** Collapses white space, line breaks included. */
export function squeeze(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}
