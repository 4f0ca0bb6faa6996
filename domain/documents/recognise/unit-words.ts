import { fold } from './fold.ts';

/** Countable units come in whole numbers; measured ones may be fractions. */
export type UnitWord = { unit: string; measured: boolean };

const countable: Readonly<Record<string, string>> = {
  // "pes" is how OCR often reads "pcs".
  pcs: 'pc pcs pes pce pces piece pieces ea each unit units no nos st stk stck stuck stuecke stucke stueck u ud uds unidad unidades pieza piezas pz pzs pza pzas pezzo pezzi stuks stuk unite unites unita x item items ex szt',
  dozen: 'dozen dozens dz doz dzn dutzend dtz dtzd douzaine douzaines dzne docena docenas dozzina dozzine dozijn',
  set: 'set sets satz satze saetze kit kits jeu jeux juego juegos garnitur assortment',
  pair: 'pair pairs paar paare paire paires par pares paio paia prs',
  box: 'box boxes bx karton kartons kartone krt ctn ctns carton cartons case cases schachtel schachteln kiste kisten boite boites caja cajas scatola scatole doos colis',
  pack: 'pack packs pk pks pkt pkts packet packets pkg pkgs package packages packung packungen pckg pck paket pakete pqt paquet paquets paquete paquetes confezione confezioni pacco pacchi pak pakken verpakking ve vpe gebinde blister sleeve sleeves',
  roll: 'roll rolls rolle rollen rouleau rouleaux rollo rollos rotolo rotoli rol rollen reel reels spool spools spule spulen',
  pallet: 'pallet pallets palette paletten palet palets bancale',
  bag: 'bag bags beutel sack sacke saecke sac sacs bolsa bolsas sacchetto sacchetti zak zakken',
  bottle: 'bottle bottles btl flasche flaschen bouteille bouteilles botella botellas bottiglia bottiglie fles flessen',
  can: 'can cans canister canisters kanister dose dosen bidon bidons lata latas tin tins',
  drum: 'drum drums fass fasser faesser fut futs',
  tube: 'tube tubes tuben',
  ream: 'ream reams ries rame rames resma resmas risma risme',
  sheet: 'sheet sheets blatt bogen feuille feuilles hoja hojas foglio fogli vel vellen',
  bundle: 'bundle bundles bund bunde bundel lot lots',
  layer: 'layer layers',
  licence: 'licence licences license licenses lizenz lizenzen seat seats',
};

const measuredWords: Readonly<Record<string, string>> = {
  m: 'm mtr mtrs meter meters metre metres lfm lfdm laufmeter metro metros metri',
  cm: 'cm',
  mm: 'mm',
  ft: 'ft feet foot',
  m2: 'm2 qm sqm',
  m3: 'm3 cbm',
  kg: 'kg kgs kilo kilos kilogram kilograms kilogramm',
  g: 'g gram grams gramm gr',
  t: 't to tonne tonnes tonnen ton tons',
  lb: 'lb lbs pound pounds',
  l: 'l ltr ltrs liter liters litre litres litro litros litri',
  ml: 'ml',
  h: 'h hr hrs hour hours std stunde stunden heure heures hora horas ora ore uur',
};

function index(): Map<string, UnitWord> {
  const words = new Map<string, UnitWord>();
  for (const [unit, list] of Object.entries(countable)) {
    for (const word of list.split(' ')) words.set(word, { unit, measured: false });
  }
  for (const [unit, list] of Object.entries(measuredWords)) {
    for (const word of list.split(' ')) words.set(word, { unit, measured: true });
  }
  return words;
}

const words = index();

/** Words that hold a stated number of pieces: "box of 10", "Karton à 12", "boîte de 5", "pack x 6", "12-pack". */
const holders = new Set(['box', 'pack', 'roll', 'bag', 'set', 'pallet', 'bundle', 'sheet', 'tube', 'can', 'bottle']);
const sized =
  /^(\p{L}+\.?)\s*(?:of|à|a|á|zu|mit|de|da|di|van|with|x|je|per|\/|@)?\s*(\d{1,5})\s*(?:pcs?|pieces?|st(?:k|ck|ück)?\.?|stuks?|units?|ea|pièces?|piezas?|pezzi)?$/iu;
const prefixSized = /^(\d{1,4})\s*-?\s*(?:er[- ])?(pack|packung|box|karton|set|packs|boxes)$/iu;

/** The unit a text names, or null. `box of 10` keeps its size. Texts are short: longer ones are no units. */
export function parseUnit(text: string): UnitWord | null {
  const trimmed = text
    .trim()
    .replace(/^[([]\s*/, '')
    .replace(/\s*[)\],;:]+$/, '');
  if (trimmed === '' || trimmed.length > 30) return null;
  const folded = fold(trimmed).replaceAll(/\s/g, '');
  const plain = words.get(folded) ?? words.get(folded.replace(/s$/, ''));
  if (plain !== undefined && !/\s/.test(trimmed)) return plain;
  const match = sized.exec(trimmed);
  if (match !== null) return sizedUnit(match[1] ?? '', match[2] ?? '');
  const prefix = prefixSized.exec(trimmed);
  return prefix === null ? null : sizedUnit(prefix[2] ?? '', prefix[1] ?? '');
}

function sizedUnit(word: string, size: string): UnitWord | null {
  const holder = words.get(fold(word));
  if (holder === undefined || !holders.has(holder.unit)) return null;
  return { unit: `${holder.unit} of ${Number(size)}`, measured: false };
}

/** Whether the word names a unit by itself (no size). */
export function isUnitWord(word: string): boolean {
  return words.has(fold(word));
}
