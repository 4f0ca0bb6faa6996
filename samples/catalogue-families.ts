import { gtinCheckDigit } from '../domain/catalog/gtin.ts';

/** One product of the invented shop, in the columns of `catalogue.csv`. Prices are cents. */
export interface SampleProduct {
  readonly sku: string;
  readonly name: string;
  readonly brand: string;
  readonly modelNumber: string;
  readonly category: string;
  /** The German name, as the shop's German customers ask for it. */
  readonly description: string;
  readonly unit: string;
  readonly priceCents: number;
}

/** Everything here is invented: shop, brands, part numbers, prices. */
const family = (
  prefix: string,
  common: Pick<SampleProduct, 'brand' | 'category' | 'unit'>,
  variants: readonly (readonly [model: string, name: string, description: string, priceCents: number])[],
): SampleProduct[] =>
  variants.map(([model, name, description, priceCents], at) => ({
    ...common,
    sku: `${prefix}-${String(101 + at)}`,
    name: `${common.brand} ${name}`,
    modelNumber: model,
    description,
    priceCents,
  }));

const cross = <A, B>(left: readonly A[], right: readonly B[]): (readonly [A, B])[] =>
  left.flatMap((a) => right.map((b) => [a, b] as const));

const colours = {
  black: ['black', 'schwarz', 'BK'],
  blue: ['blue', 'blau', 'BL'],
  brown: ['brown', 'braun', 'BN'],
  green: ['green', 'grün', 'GN'],
  greenYellow: ['green/yellow', 'grün-gelb', 'GY'],
  grey: ['grey', 'grau', 'GR'],
  red: ['red', 'rot', 'RD'],
  white: ['white', 'weiß', 'WH'],
  yellow: ['yellow', 'gelb', 'YE'],
} as const;
type Colour = keyof typeof colours;

const electrical: SampleProduct[] = [
  ...family(
    'EL-1',
    { brand: 'Voltrexa', category: 'Circuit breakers', unit: 'pcs' },
    cross(['B', 'C'], cross([6, 10, 13, 16, 20, 25, 32], [1, 3])).map(([curve, [amps, poles]]) => [
      `VMB-${curve}${amps}-${poles}`,
      `miniature circuit breaker ${curve}${amps} A, ${poles}-pole, 6 kA`,
      `Leitungsschutzschalter ${curve}${amps} A, ${poles}-polig, 6 kA`,
      (poles === 1 ? 245 : 1390) + amps * 7 + (curve === 'C' ? 60 : 0),
    ]),
  ),
  ...family(
    'EL-2',
    { brand: 'Voltrexa', category: 'Residual current devices', unit: 'pcs' },
    cross([25, 40, 63], [30, 300]).map(([amps, milliamps]) => [
      `VRC-${amps}-${milliamps}`,
      `residual current circuit breaker ${amps} A, ${milliamps} mA, 4-pole, type A`,
      `Fehlerstrom-Schutzschalter (FI) ${amps} A, ${milliamps} mA, 4-polig, Typ A`,
      2890 + amps * 22 - (milliamps === 300 ? 310 : 0),
    ]),
  ),
  ...family(
    'EL-3',
    { brand: 'Kabelon', category: 'Wire and cable', unit: 'ring' },
    cross(['1.5', '2.5', '4', '6'], ['black', 'blue', 'brown', 'greenYellow'] as const).map(([square, colour]) => [
      `KW-${square.replace('.', '')}-${colours[colour][2]}`,
      `single-core wire H07V-K ${square} mm², ${colours[colour][0]}, 100 m ring`,
      `Aderleitung H07V-K ${square.replace('.', ',')} mm², ${colours[colour][1]}, Ring 100 m`,
      Math.round(Number(square) * 1180 + 420),
    ]),
  ),
  ...family(
    'EL-4',
    { brand: 'Kabelon', category: 'Wire and cable', unit: 'ring' },
    cross(['3x1.5', '3x2.5', '5x1.5', '5x2.5'], [50, 100]).map(([cores, metres]) => [
      `KNY-${cores.replace('.', '')}-${metres}`,
      `installation cable NYM-J ${cores} mm², grey, ${metres} m ring`,
      `Mantelleitung NYM-J ${cores.replace('.', ',')} mm², grau, Ring ${metres} m`,
      Math.round(Number(cores[0]) * Number(cores.slice(2)) * metres * 14.5),
    ]),
  ),
  ...family(
    'EL-5',
    { brand: 'Voltrexa', category: 'Power strips', unit: 'pcs' },
    cross([3, 6, 8], cross(['1.5', '3', '5'], ['white', 'black'] as const)).map(([ways, [metres, colour]]) => [
      `VPS-${ways}-${metres.replace('.', '')}-${colours[colour][2]}`,
      `power strip ${ways}-way, ${metres} m lead, ${colours[colour][0]}, with switch`,
      `Steckdosenleiste ${ways}-fach, ${metres.replace('.', ',')} m Zuleitung, ${colours[colour][1]}, mit Schalter`,
      640 + ways * 115 + Math.round(Number(metres) * 130),
    ]),
  ),
  ...family(
    'EL-6',
    { brand: 'Lumexio', category: 'Lamps', unit: 'pcs' },
    cross(['E27', 'E14'], cross(['4.5', '7', '10', '13'], [2700, 4000])).map(([base, [watts, kelvin]]) => [
      `LX${base}-${watts.replace('.', '')}-${kelvin / 100}`,
      `LED lamp ${base}, ${watts} W, ${kelvin} K`,
      `LED-Lampe ${base}, ${watts.replace('.', ',')} W, ${kelvin} K`,
      Math.round(210 + Number(watts) * 28 + (base === 'E14' ? 15 : 0)),
    ]),
  ),
];

const network: SampleProduct[] = family(
  'NW-1',
  { brand: 'Datavex', category: 'Patch cables', unit: 'pcs' },
  cross(['0.5', '1', '2', '3', '5', '10'], ['grey', 'blue', 'red', 'yellow'] as const).map(([metres, colour]) => [
    `DVP6A-${metres.replace('.', '')}-${colours[colour][2]}`,
    `patch cable Cat 6A S/FTP RJ45, ${metres} m, ${colours[colour][0]}`,
    `Patchkabel Cat 6A S/FTP RJ45, ${metres.replace('.', ',')} m, ${colours[colour][1]}`,
    Math.round(310 + Number(metres) * 118),
  ]),
);

const tools: SampleProduct[] = [
  ...family(
    'TL-1',
    { brand: 'Toolvik', category: 'Screwdrivers', unit: 'pcs' },
    cross(['3.5 mm', '5.5 mm', '6.5 mm', 'PH1', 'PH2', 'PH3', 'TX10', 'TX15', 'TX20', 'TX25', 'TX30'], [false, true]).map(
      ([tip, insulated]) => [
        `TV${insulated ? 'I' : 'S'}-${tip.replace(/ mm|\./g, '')}`,
        `screwdriver ${tip.endsWith('mm') ? `slotted ${tip}` : tip}${insulated ? ', insulated 1000 V' : ''}`,
        `Schraubendreher ${tip.endsWith('mm') ? `Schlitz ${tip.replace('.', ',')}` : tip}${insulated ? ', isoliert 1000 V' : ''}`,
        490 + tip.length * 25 + (insulated ? 380 : 0),
      ],
    ),
  ),
  ...family(
    'TL-2',
    { brand: 'Toolvik', category: 'Pliers', unit: 'pcs' },
    cross(['combination pliers/Kombizange', 'side cutters/Seitenschneider', 'needle-nose pliers/Flachrundzange'], [160, 180, 200]).map(
      ([kind, length]) => [
        `TVP-${kind.slice(0, 1).toUpperCase()}${length}`,
        `${kind.split('/')[0]} ${length} mm`,
        `${kind.split('/')[1]} ${length} mm`,
        1140 + length * 4,
      ],
    ),
  ),
];

const fastening: SampleProduct[] = [
  ...family(
    'FX-1',
    { brand: 'Nordklamm', category: 'Cable ties', unit: 'pack' },
    cross(['100 x 2.5', '200 x 3.6', '300 x 4.8', '370 x 7.6'], ['black', 'white'] as const).map(([size, colour]) => [
      `NKT-${size.replace(/ x |\./g, '')}-${colours[colour][2]}`,
      `cable ties ${size} mm, ${colours[colour][0]}, pack of 100`,
      `Kabelbinder ${size.replace('.', ',')} mm, ${colours[colour][1]}, 100 Stück`,
      180 + Number.parseInt(size, 10) * 2,
    ]),
  ),
  ...family(
    'FX-2',
    { brand: 'Nordklamm', category: 'Screws', unit: 'pack' },
    cross(['3 x 30', '3.5 x 35', '4 x 40', '4 x 50', '5 x 60', '6 x 80'], [100, 500]).map(([size, pack]) => [
      `NKS-${size.replace(/ x |\./g, '')}-${pack}`,
      `wood screws ${size} mm, TX, zinc plated, pack of ${pack}`,
      `Holzschrauben ${size.replace('.', ',')} mm, TX, verzinkt, ${pack} Stück`,
      Math.round((Number.parseFloat(size) * 62 + 130) * (pack === 500 ? 4.1 : 1)),
    ]),
  ),
  ...family(
    'FX-3',
    { brand: 'Nordklamm', category: 'Wall plugs', unit: 'pack' },
    cross([5, 6, 8, 10, 12], [50, 100]).map(([size, pack]) => [
      `NKD-${size}-${pack}`,
      `nylon wall plugs ${size} mm, pack of ${pack}`,
      `Nylondübel ${size} mm, ${pack} Stück`,
      size * 38 * (pack / 50),
    ]),
  ),
  ...family(
    'FX-4',
    { brand: 'Klebora', category: 'Packing tape', unit: 'pack' },
    cross(['clear/transparent', 'brown/braun', 'red/rot'], [1, 6, 36]).map(([colour, pack]) => [
      `KLT-${colour.slice(0, 2).toUpperCase()}-${pack}`,
      `packing tape 48 mm x 66 m, ${colour.split('/')[0]}, ${pack === 1 ? 'single roll' : `pack of ${pack}`}`,
      `Packband 48 mm x 66 m, ${colour.split('/')[1]}, ${pack === 1 ? 'Einzelrolle' : `${pack} Rollen`}`,
      Math.round(189 * pack * (pack === 36 ? 0.8 : pack === 6 ? 0.9 : 1)),
    ]),
  ),
];

const office: SampleProduct[] = [
  ...family(
    'OF-1',
    { brand: 'Papyrion', category: 'Copy paper', unit: 'ream' },
    cross(['A4', 'A3'], [80, 90, 100, 120, 160]).map(([format, grams]) => [
      `PAP-${format}-${grams}`,
      `copy paper ${format}, ${grams} g/m², white, ${grams > 100 ? 250 : 500} sheets`,
      `Kopierpapier ${format}, ${grams} g/m², weiß, ${grams > 100 ? 250 : 500} Blatt`,
      Math.round((grams * 5.2 + 40) * (format === 'A3' ? 2.1 : 1)),
    ]),
  ),
  ...family(
    'OF-2',
    { brand: 'Ordnaro', category: 'Lever arch files', unit: 'pcs' },
    cross([50, 80], ['black', 'blue', 'red', 'green', 'grey', 'yellow'] as const).map(([spine, colour]) => [
      `OR${spine}-${colours[colour][2]}`,
      `lever arch file A4, ${spine} mm spine, ${colours[colour][0]}`,
      `Ordner A4, Rückenbreite ${spine} mm, ${colours[colour][1]}`,
      spine === 50 ? 219 : 239,
    ]),
  ),
  ...family(
    'OF-3',
    { brand: 'Quillmark', category: 'Pens', unit: 'pack' },
    cross(['black', 'blue', 'red', 'green'] as const, [1, 10, 50]).map(([colour, pack]) => [
      `QMB-${colours[colour][2]}-${pack}`,
      `ballpoint pen medium, ${colours[colour][0]}, ${pack === 1 ? 'single' : `pack of ${pack}`}`,
      `Kugelschreiber M, ${colours[colour][1]}, ${pack === 1 ? 'einzeln' : `${pack} Stück`}`,
      Math.round(65 * pack * (pack === 50 ? 0.7 : pack === 10 ? 0.85 : 1)),
    ]),
  ),
  ...family(
    'OF-4',
    { brand: 'Quillmark', category: 'Markers', unit: 'pcs' },
    cross(['chisel/Keilspitze', 'round/Rundspitze'], ['black', 'blue', 'red', 'green'] as const).map(([tip, colour]) => [
      `QMM-${tip.slice(0, 1).toUpperCase()}-${colours[colour][2]}`,
      `whiteboard marker ${tip.split('/')[0]} tip, ${colours[colour][0]}`,
      `Whiteboardmarker ${tip.split('/')[1]}, ${colours[colour][1]}`,
      145,
    ]),
  ),
  ...family(
    'OF-5',
    { brand: 'Ampalia', category: 'Batteries', unit: 'pack' },
    cross(['AA/Mignon', 'AAA/Micro', 'C/Baby', 'D/Mono'], [4, 10, 24]).map(([size, pack]) => [
      `AMP-${size.split('/')[0]}-${pack}`,
      `alkaline battery ${size.split('/')[0]}, pack of ${pack}`,
      `Alkaline-Batterie ${size.replace('/', ' ')}, ${pack} Stück`,
      Math.round((size.startsWith('A') ? 55 : 140) * pack * (pack === 24 ? 0.8 : 1)),
    ]),
  ),
];

const safety: SampleProduct[] = [
  ...family(
    'SF-1',
    { brand: 'Protekta Nord', category: 'Gloves', unit: 'pair' },
    cross(['nitrile coated/nitrilbeschichtet', 'cut resistant level C/schnittfest Stufe C'], [7, 8, 9, 10, 11]).map(
      ([kind, size]) => [
        `PNG-${kind.slice(0, 1).toUpperCase()}${size}`,
        `work gloves ${kind.split('/')[0]}, size ${size}`,
        `Arbeitshandschuhe ${kind.split('/')[1]}, Größe ${size}`,
        kind.startsWith('n') ? 229 : 790,
      ],
    ),
  ),
  ...family(
    'SF-2',
    { brand: 'Protekta Nord', category: 'Helmets', unit: 'pcs' },
    (['white', 'yellow', 'blue', 'red'] as const satisfies readonly Colour[]).map((colour) => [
      `PNH-${colours[colour][2]}`,
      `safety helmet with ratchet, ${colours[colour][0]}`,
      `Schutzhelm mit Drehrad, ${colours[colour][1]}`,
      1290,
    ]),
  ),
  ...family('SF-3', { brand: 'Protekta Nord', category: 'Eye and ear protection', unit: 'pcs' }, [
    ['PNE-CL', 'safety glasses, clear lens', 'Schutzbrille, klare Scheibe', 495],
    ['PNE-GR', 'safety glasses, grey lens', 'Schutzbrille, graue Scheibe', 545],
    ['PNE-OT', 'over-the-glasses safety glasses, clear lens', 'Überbrille, klare Scheibe', 620],
    ['PNA-27', 'ear defenders SNR 27 dB', 'Kapselgehörschutz SNR 27 dB', 1450],
    ['PNA-32', 'ear defenders SNR 32 dB', 'Kapselgehörschutz SNR 32 dB', 1890],
  ]),
];

export const sampleProducts: readonly SampleProduct[] = [
  ...electrical,
  ...network,
  ...tools,
  ...fastening,
  ...office,
  ...safety,
];

/** A GTIN-13 from the range 20–29, which GS1 leaves to shops for their own use: it names no real product. */
export const sampleGtin = (at: number): string => {
  const digits = `2${String(40_310_000_000 + at * 37).padStart(11, '0')}`;
  return digits + gtinCheckDigit(digits);
};
