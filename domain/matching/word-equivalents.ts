import { COLOUR_ROWS } from './colours.ts';
import { foldText, stemWord } from './fold-text.ts';

/** English concept → German words and short forms of trade language. General words only: no brands, no products. */
const CONCEPT_ROWS: Readonly<Record<string, string>> = {
  cable: 'kabel leitung',
  screw: 'schraube schrauben',
  bolt: 'bolzen',
  nut: 'mutter muttern',
  washer: 'unterlegscheibe scheibe u-scheibe',
  hexagon: 'sechskant hex hexagonal',
  socket: 'steckdose fassung',
  plug: 'stecker',
  bearing: 'lager kugellager',
  seal: 'dichtung dichtring',
  hose: 'schlauch',
  pipe: 'rohr',
  valve: 'ventil',
  pump: 'pumpe',
  filter: 'filter',
  switch: 'schalter',
  lamp: 'lampe leuchte leuchtmittel bulb',
  battery: 'batterie akku accu',
  charger: 'ladegerät ladegeraet',
  printer: 'drucker',
  paper: 'papier',
  folder: 'ordner mappe',
  envelope: 'umschlag briefumschlag',
  pen: 'stift kugelschreiber',
  pencil: 'bleistift',
  cartridge: 'patrone kartusche',
  ink: 'tinte tintenpatrone',
  screen: 'bildschirm display',
  keyboard: 'tastatur',
  mouse: 'maus',
  case: 'hülle tasche gehäuse etui',
  bag: 'beutel sack',
  box: 'karton schachtel kiste',
  glove: 'handschuh handschuhe',
  shoe: 'schuh schuhe',
  shirt: 'hemd',
  trousers: 'hose pants',
  jacket: 'jacke',
  goggles: 'schutzbrille',
  chair: 'stuhl',
  table: 'tisch',
  shelf: 'regal',
  cupboard: 'schrank cabinet',
  holder: 'halter halterung',
  mount: 'montage',
  adhesive: 'klebstoff kleber glue',
  tape: 'klebeband',
  label: 'etikett etiketten',
  cleaner: 'reiniger',
  bottle: 'flasche',
  drill: 'bohrer',
  saw: 'säge',
  hammer: 'hammer',
  knife: 'messer',
  steel: 'stahl',
  stainless: 'edelstahl rostfrei inox',
  galvanised: 'verzinkt galvanized',
  brass: 'messing',
  copper: 'kupfer',
  plastic: 'kunststoff plastik',
  rubber: 'gummi',
  leather: 'leder',
  wood: 'holz',
  glass: 'glas',
  cotton: 'baumwolle',
  wireless: 'drahtlos funk kabellos',
  external: 'extern externe externes',
  internal: 'intern interne internes',
  left: 'links',
  right: 'rechts',
  small: 'klein kleine',
  size: 'größe groesse gr',
  class: 'klasse kl',
  technical: 'technisch techn',
  drum: 'trommel',
  canister: 'kanister',
  sheet: 'blatt bl',
  fast: 'schnell',
  aluminium: 'aluminum alu',
  centre: 'center',
  metre: 'meter',
  with: 'mit w',
  for: 'für',
};

function stems(words: string): readonly string[] {
  return foldText(words)
    .split(' ')
    .filter((word) => word !== '')
    .map(stemWord);
}

function tableOf(rows: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  const table = new Map<string, string>();
  for (const [concept, words] of Object.entries(rows)) {
    for (const stem of [stemWord(concept), ...stems(words)]) if (!table.has(stem)) table.set(stem, stemWord(concept));
  }
  return table;
}

const CONCEPTS = tableOf(CONCEPT_ROWS);
const COLOURS = tableOf(COLOUR_ROWS);

/** Words that carry no product: articles, prepositions and polite fillers of requests (English, German). */
const EMPTY_WORDS = new Set(
  stems(
    'the a an of and or with w for in on to by from at is per each please new needed required approx ca incl including inkl inklusive ' +
      'der die das den dem des ein eine einen und oder mit für von aus zu zum zur im am bei je bitte ca sowie auf als nach neu zzgl ' +
      'art nr no part number artikel artikelnummer teilenummer bestellnummer pn p/n item qty menge gleichwertig equivalent similar original tm',
  ),
);

/** The stem all spellings and both languages share: `Kabeln`, `cables`, `Kabel` → `cabl`. */
export function conceptOf(word: string): string {
  const stem = stemWord(word);
  return COLOURS.get(stem) ?? CONCEPTS.get(stem) ?? stem;
}

/** The colour a concept names, or undefined. */
export function colourOf(concept: string): string | undefined {
  return COLOURS.get(concept);
}

/** True for words that say nothing about the product. */
export function isEmptyWord(word: string): boolean {
  return EMPTY_WORDS.has(stemWord(word));
}
