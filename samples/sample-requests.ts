import { Buffer } from 'node:buffer';
import { writeDocx, writeXlsx } from './write-office.ts';
import { writePdf, type PdfText } from './write-pdf.ts';

/** Invented customers ask for things of the sample catalogue, and now and then for something it does not have. */
const pdfRequest = (): Buffer => {
  const lines = [
    ['1', 'VMB-B16-1', 'Miniature circuit breaker B16, 1-pole', '24', 'pcs'],
    ['2', 'VMB-C20-3', 'Miniature circuit breaker C20, 3-pole', '6', 'pcs'],
    ['3', 'VRC-40-30', 'RCCB 40 A / 30 mA, 4-pole', '4', 'pcs'],
    ['4', 'KNY-3x15-100', 'Installation cable NYM-J 3x1.5, 100 m ring', '5', 'ring'],
    ['5', 'VPS-6-3-BK', 'Power strip 6-way, 3 m lead, black', '12', 'pcs'],
    ['6', 'DVP6A-2-BL', 'Patch cable Cat 6A, 2 m, blue', '80', 'pcs'],
    ['7', 'DVP6A-5-GR', 'Patch cable Cat 6A, 5 m, grey', '40', 'pcs'],
    ['8', 'LXE27-7-27', 'LED lamp E27 7 W warm white 2700 K', '120', 'pcs'],
    ['9', 'NKT-20036-BK', 'Cable ties 200 x 3.6 black (pack of 100)', '15', 'pack'],
    ['10', 'TVI-PH2', 'Screwdriver PH2 insulated 1000 V', '8', 'pcs'],
  ];
  const columns = [50, 80, 175, 430, 490];
  const row = (cells: readonly string[], y: number, bold = false): PdfText[] =>
    cells.map((text, at) => ({ x: columns[at] ?? 0, y, text, bold }));
  return writePdf([
    [
      { x: 50, y: 60, text: 'Harrow & Finch Facilities Ltd', size: 16, bold: true },
      { x: 50, y: 78, text: '14 Tannery Lane, Eastmere' },
      { x: 50, y: 92, text: 'purchasing@harrowfinch.example' },
      { x: 50, y: 130, text: 'Request for Quotation', size: 14, bold: true },
      { x: 50, y: 150, text: 'RFQ number: HF-2026-0418' },
      { x: 50, y: 164, text: 'Date: 2026-11-16' },
      { x: 50, y: 178, text: 'Contact: Maud Ellery' },
      { x: 50, y: 192, text: 'Required by: 2026-12-10' },
      { x: 50, y: 216, text: 'Please quote your best prices for the following items:' },
      ...row(['Pos', 'Part no.', 'Description', 'Qty', 'Unit'], 240, true),
      { x: 50, y: 246, text: '' },
      ...lines.flatMap((cells, at) => row(cells, 264 + at * 18)),
      { x: 50, y: 456, text: '' },
      { x: 50, y: 476, text: 'Prices net in EUR, delivered to Eastmere. Thank you.' },
    ],
  ]);
};

const xlsxRequest = (): Buffer =>
  writeXlsx('Anfrage', [
    ['Maschinenbau Tannhofer GmbH'],
    ['Anfrage Nr.', 'A-26-1177', '', 'Datum', '17.11.2026'],
    ['Ansprechpartner', 'Korbinian Lahr', '', 'E-Mail', 'einkauf@tannhofer.example'],
    ['Liefertermin', '15.12.2026'],
    [],
    ['Pos.', 'Artikelbezeichnung', 'Hersteller-Nr.', 'Menge', 'Einheit'],
    [10, 'Leitungsschutzschalter B16 A, 1-polig', 'VMB-B16-1', 40, 'Stk'],
    [20, 'Leitungsschutzschalter C32 A, 3-polig', '', 5, 'Stk'],
    [30, 'FI-Schalter 63 A, 30 mA, 4-polig', 'VRC-63-30', 3, 'Stk'],
    [40, 'Aderleitung H07V-K 2,5 mm² blau, Ring 100 m', '', 6, 'Ring'],
    [50, 'Aderleitung H07V-K 2,5 mm² grün-gelb, Ring 100 m', 'KW-25-GY', 6, 'Ring'],
    [60, 'Kabelbinder 300 x 4,8 schwarz, 100 Stück', '', 20, 'Pack'],
    [70, 'Schraubendreher TX20, isoliert 1000 V', '', 10, 'Stk'],
    [80, 'Arbeitshandschuhe schnittfest Stufe C, Größe 9', '', 50, 'Paar'],
    [90, 'Schutzhelm gelb', '', 12, 'Stk'],
    [100, 'Nylondübel 8 mm, 100 Stück', 'NKD-8-100', 25, 'Pack'],
    [110, 'Hydrauliköl HLP 46, Kanister 20 l', '', 2, 'Stk'],
    [120, 'Patchkabel Cat 6A 3 m gelb', '', 30, 'Stk'],
  ]);

const csvRequest = (): string =>
  [
    'Item;Part Number;Description;Quantity;UoM',
    '1;OF-1-101;Copy paper A4 80 g;200;ream',
    '2;OR80-BL;Lever arch file 80 mm blue;60;pcs',
    '3;OR80-RD;Lever arch file 80 mm red;40;pcs',
    '4;QMB-BL-50;Ballpoint pens blue, box of 50;4;pack',
    '5;QMM-C-BK;Whiteboard marker chisel black;30;pcs',
    '6;AMP-AA-24;AA batteries, 24 pack;10;pack',
    '7;KLT-CL-36;Packing tape clear, 36 rolls;3;pack',
    '8;VPS-8-3-WH;8-way power strip 3 m white;9;pcs',
    '',
  ].join('\r\n');

const emlRequest = (): string =>
  [
    'From: "Ineke Brandsma" <ineke.brandsma@veldhuis-kantoor.example>',
    'To: sales@sample-shop.example',
    'Subject: =?utf-8?Q?Anfrage_VK-3391_B=C3=BCrobedarf?=',
    'Date: Mon, 16 Nov 2026 09:12:00 +0100',
    'Message-ID: <vk-3391@veldhuis-kantoor.example>',
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
    '',
    'Guten Tag,',
    '',
    'bitte machen Sie uns ein Angebot über folgende Artikel:',
    '',
    '- 100 x Kopierpapier A4, 80 g/m², weiß, 500 Blatt',
    '- 25 x Ordner A4, Rückenbreite 80 mm, schwarz',
    '- 10 x Ordner A4, Rückenbreite 50 mm, rot (OR50-RD)',
    '- 12 x Whiteboardmarker Rundspitze, blau',
    '- 5 x Alkaline-Batterie AAA Micro, 10 Stück',
    '- 2 x Kugelschreiber blau, 50 Stück (QMB-BL-50)',
    '',
    'Lieferung bitte bis 04.12.2026 nach Emden.',
    '',
    'Mit freundlichen Grüßen',
    'Ineke Brandsma',
    'Veldhuis Kantoor GmbH',
    '',
  ].join('\r\n');

const txtRequest = (): string =>
  [
    'Hi there,',
    '',
    'could you send a quote for our Pellworth site? Our reference is PW-0092.',
    '',
    '6 pcs  VRC-40-30  residual current circuit breaker 40 A, 30 mA',
    '30 pcs  LED lamp E14, 4.5 W, 2700 K',
    '10 pack  Nordklamm wood screws 4 x 50 mm, pack of 500',
    '4 pcs  side cutters 180 mm (TVP-S180)',
    '24 pair  work gloves nitrile coated, size 10',
    '',
    'Needed by 12 December 2026.',
    '',
    'Thanks,',
    'Rhys Calloway',
    'Calloway Electrical Ltd',
    'rhys@calloway-electrical.example',
    '',
  ].join('\n');

const docxRequest = (): Buffer =>
  writeDocx(
    [
      'Stadtwerke Lindenau – Einkauf',
      'Angebotsanfrage Nr. SWL-2026-552',
      'Ansprechpartnerin: Dörte Michelsen, doerte.michelsen@stadtwerke-lindenau.example',
      'Angebot erbeten bis 27.11.2026, Lieferung bis 18.12.2026.',
    ],
    [
      ['Pos.', 'Artikelnummer', 'Bezeichnung', 'Menge', 'Einheit'],
      ['1', 'VMB-B10-1', 'Leitungsschutzschalter B10 A, 1-polig', '60', 'Stück'],
      ['2', 'VMB-C16-1', 'Leitungsschutzschalter C16 A, 1-polig', '60', 'Stück'],
      ['3', '', 'Mantelleitung NYM-J 5x2,5 mm², grau, Ring 50 m', '8', 'Ring'],
      ['4', 'PNH-WH', 'Schutzhelm mit Drehrad, weiß', '15', 'Stück'],
      ['5', '', 'Kapselgehörschutz SNR 32 dB', '15', 'Stück'],
      ['6', '', 'Schutzbrille, klare Scheibe', '30', 'Stück'],
      ['7', 'TVI-55', 'Schraubendreher Schlitz 5,5 mm, isoliert', '10', 'Stück'],
      ['8', '', 'Holzschrauben 5 x 60 mm, TX, verzinkt, 500 Stück', '12', 'Pack'],
      ['9', '', 'Verlegekabel Cat 7 duplex, 500 m Trommel', '2', 'Stück'],
    ],
    ['Alle Preise bitte netto in EUR, frei Haus.'],
  );

/** File name and content of every sample request, one per format. */
export const sampleRequests = (): Readonly<Record<string, Buffer>> => ({
  'harrow-finch.pdf': pdfRequest(),
  'tannhofer.xlsx': xlsxRequest(),
  'brightwater-office.csv': Buffer.from(csvRequest(), 'utf8'),
  'veldhuis.eml': Buffer.from(emlRequest(), 'utf8'),
  'calloway.txt': Buffer.from(txtRequest(), 'utf8'),
  'stadtwerke-lindenau.docx': docxRequest(),
});
