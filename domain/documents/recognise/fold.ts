/** Lower case, without accents, ß as ss, punctuation as single spaces: the form all vocabularies are written in. */
export function fold(text: string): string {
  return text
    .slice(0, 2_000)
    .normalize('NFKD')
    .replaceAll(/\p{M}+/gu, '')
    .replaceAll('ß', 'ss')
    .replaceAll(/['’`´]/g, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}#%€$£]+/gu, ' ')
    .trim();
}

/** Joins the lines of one cell: a word broken at its hyphen goes on without a space. */
export function joinWrapped(upper: string, lower: string): string {
  return /[^\s-]-$/.test(upper) ? upper + lower : `${upper} ${lower}`;
}

/** Collapses white space, line breaks included. */
export function squeeze(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}
