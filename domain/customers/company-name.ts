const combining = /[\u0300-\u036f]/g;
/** The dots in "G.m.b.H." and "S.A.", so that the letters stay one word. */
const dotsOfInitials = /(?<!\p{L})(\p{L})\.(?=\p{L}(?!\p{L}))/gu;

/** Legal forms that people leave out or write differently; they never tell two customers apart. */
const legalForms = new Set(
  `ag bv co company corp corporation eg ev gbr gesellschaft gmbh group gruppe inc incorporated kg kgaa limited llc llp ltd mbh nv
   oga ohg oy ab as aps plc pty sa sarl sas se spa srl sro ug und and the holding`.split(/\s+/),
);

/** Lower case words of letters and digits, accents and umlaut spellings folded: "Müller & Söhne" is "mueller soehne". */
export const foldName = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll(/[äöü]/g, (letter) => ({ ä: 'ae', ö: 'oe', ü: 'ue' })[letter] ?? letter)
    .normalize('NFKD')
    .replaceAll(combining, '')
    .replaceAll(dotsOfInitials, '$1')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** Key under which two spellings of a company meet: folded, without legal forms; the folded name when nothing else is left. */
export const companyKey = (name: string): string => {
  const folded = foldName(name);
  const words = folded.split(' ').filter((word) => !legalForms.has(word));
  return words.length > 0 ? words.join(' ') : folded;
};
