export type HtmlToken =
  | { kind: 'open'; name: string; attributes: ReadonlyMap<string, string> }
  | { kind: 'close'; name: string }
  | { kind: 'text'; text: string };

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  euro: '€',
  pound: '£',
  yen: '¥',
  copy: '©',
  reg: '®',
  trade: '™',
  deg: '°',
  micro: 'µ',
  middot: '·',
  bull: '•',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  times: '×',
  frac12: '½',
  frac14: '¼',
  frac34: '¾',
  sup2: '²',
  sup3: '³',
  laquo: '«',
  raquo: '»',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  bdquo: '„',
  sbquo: '‚',
  shy: '',
  zwnj: '',
  zwj: '',
  ensp: ' ',
  emsp: ' ',
  thinsp: ' ',
  auml: 'ä',
  ouml: 'ö',
  uuml: 'ü',
  Auml: 'Ä',
  Ouml: 'Ö',
  Uuml: 'Ü',
  szlig: 'ß',
  eacute: 'é',
  egrave: 'è',
  ecirc: 'ê',
  euml: 'ë',
  agrave: 'à',
  aacute: 'á',
  acirc: 'â',
  aring: 'å',
  ccedil: 'ç',
  ntilde: 'ñ',
  oacute: 'ó',
  ocirc: 'ô',
  ograve: 'ò',
  oslash: 'ø',
  uacute: 'ú',
  ucirc: 'û',
  ugrave: 'ù',
  iacute: 'í',
  icirc: 'î',
  iuml: 'ï',
  igrave: 'ì',
  Eacute: 'É',
  Egrave: 'È',
  Agrave: 'À',
  Aacute: 'Á',
  Oslash: 'Ø',
  Aring: 'Å',
  aelig: 'æ',
  oelig: 'œ',
  ordm: 'º',
  ordf: 'ª',
  Ntilde: 'Ñ',
  Oacute: 'Ó',
  Ccedil: 'Ç',
  iexcl: '¡',
  iquest: '¿',
  para: '¶',
  sect: '§',
  plusmn: '±',
};

function decodeEntity(whole: string, body: string): string {
  if (!body.startsWith('#')) return entities[body] ?? whole;
  const code = /^#x/i.test(body) ? Number.parseInt(body.slice(2), 16) : Number.parseInt(body.slice(1), 10);
  return code > 0 && code <= 0x10_ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : '';
}

export function decodeEntities(text: string): string {
  return text.replaceAll(/&(#x[0-9a-f]{1,6}|#\d{1,7}|[a-z][a-z0-9]{1,10});?/gi, decodeEntity);
}

function readAttributes(source: string): Map<string, string> {
  const attributes = new Map<string, string>();
  for (const match of source.matchAll(/([a-z][a-z0-9:-]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/gi)) {
    attributes.set((match[1] ?? '').toLowerCase(), decodeEntities(match[2] ?? match[3] ?? match[4] ?? ''));
  }
  return attributes;
}

/** Index just after the tag that starts at `start`, quotes respected. */
function tagEnd(html: string, start: number): number {
  let quote = '';
  for (let i = start; i < html.length; i++) {
    const char = html[i] ?? '';
    if (quote !== '') {
      if (char === quote) quote = '';
    } else if (char === '"' || char === "'") quote = char;
    else if (char === '>') return i + 1;
  }
  return html.length;
}

function skipTo(html: string, from: number, marker: RegExp): number {
  marker.lastIndex = from;
  const match = marker.exec(html);
  return match === null ? html.length : match.index + match[0].length;
}

/** Tokens of an HTML text as mail programs write it; scripts, styles and comments never come out. */
export function* htmlTokens(html: string): Generator<HtmlToken> {
  let at = 0;
  while (at < html.length) {
    const open = html.indexOf('<', at);
    const end = open === -1 ? html.length : open;
    if (end > at) yield { kind: 'text', text: decodeEntities(html.slice(at, end)) };
    if (open === -1) return;
    if (html.startsWith('<!--', open)) {
      at = skipTo(html, open + 4, /-->/g);
      continue;
    }
    const name = /^<(\/?)([a-z][a-z0-9:]*)/i.exec(html.slice(open, open + 60));
    if (name === null) {
      const markup = /^<[!?]/.test(html.slice(open, open + 2));
      if (!markup) yield { kind: 'text', text: '<' };
      at = markup ? tagEnd(html, open) : open + 1;
      continue;
    }
    at = tagEnd(html, open);
    const tag = (name[2] ?? '').toLowerCase();
    if (name[1] === '/') yield { kind: 'close', name: tag };
    else if (tag === 'script' || tag === 'style' || tag === 'title') {
      at = skipTo(html, at, new RegExp(`</${tag}[^>]*>`, 'gi'));
    } else yield { kind: 'open', name: tag, attributes: readAttributes(html.slice(open + 1 + tag.length, at - 1)) };
  }
}
