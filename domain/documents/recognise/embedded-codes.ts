import { squeeze } from './fold.ts';

/** A description with the numbers its text spelled out taken off. */
export type SplitDescription = { description: string; partNumber: string | null; customerPartNumber: string | null };

const makerLabel = String.raw`(?:p\s?\/\s?n|pn|mpn|m\.?p\.?n\.?|(?:mfr|mfg|manufacturer|maker|oem)?[.'s ]*part\s?(?:no|number|nr|#)|mfr\.?\s?(?:no|#)|mfg\.?\s?(?:no|#)|model(?:\s?(?:no|number))?|type?[- ]?(?:no|nr)|art(?:ikel)?[.\- ]{0,2}(?:nr|nummer|no)|article\s?(?:no|number)|hersteller(?:teile|artikel)?[.\- ]{0,2}(?:nr|nummer)|best(?:ell)?[.\- ]{0,2}(?:nr|nummer)|teile[.\- ]{0,2}(?:nr|nummer)|r[ée]f(?:[ée]rence)?(?:\s?(?:fabricant|fab|constructeur))?|cod(?:ice)?(?:\s?(?:art|prod(?:uttore)?))?|c[óo]digo|sku|cat(?:alog(?:ue)?)?[. ]{0,2}(?:no|nr|#)|item\s?(?:no|#|code)|order\s?code)`;
const ownLabel = String.raw`(?:(?:our|internal|customer|unsere|interne|notre|nuestra|nostro|ons|onze)\s(?:ref(?:erence)?|code|part\s?no|item\s?(?:no|code)|no|nr|art(?:ikel)?[.\- ]{0,2}(?:nr|nummer)|nummer|material(?:nummer)?|r[ée]f[ée]rence)|mat(?:erial)?[.\- ]{0,2}(?:nr|no|nummer|number)|sap[- ](?:no|nr))`;
const code = String.raw`([\p{L}\d][\p{L}\d./_+#-]*(?: [\p{L}\d./_+#-]*\d[\p{L}\d./_+#-]*| \p{Lu}{2,})*)`;

const bracketed = (label: string): RegExp =>
  new RegExp(`\\s*[([]\\s*${label}\\s*[.:#]*\\s*([^()[\\]]{2,40}?)\\s*[)\\]]`, 'iu');
const trailingLabel = (label: string): RegExp =>
  new RegExp(`(?:^|[\\s,;|/–—-]+)${label}\\s*[.:#]+\\s*${code}(?=$|[\\s,;|)])`, 'iu');

function take(text: string, patterns: readonly RegExp[]): { rest: string; found: string | null } {
  for (const pattern of patterns) {
    const match = pattern.exec(text);
    const found = match?.[1]?.trim() ?? '';
    if (match !== null && /[\p{L}\d]/u.test(found)) {
      const rest = `${text.slice(0, match.index)} ${text.slice(match.index + match[0].length)}`;
      return { rest: squeeze(rest).replaceAll(/\s+(?=[,;])/g, ''), found };
    }
  }
  return { rest: text, found: null };
}

const ownPatterns = [bracketed(ownLabel), trailingLabel(ownLabel)];
const makerPatterns = [bracketed(makerLabel), trailingLabel(makerLabel)];

/** Takes "(P/N 97159)", "MPN: X100" or "Material no. 4711" off a description and returns them apart. */
export function splitEmbeddedCodes(text: string): SplitDescription {
  const own = take(squeeze(text).slice(0, 1_000), ownPatterns);
  const maker = take(own.rest, makerPatterns);
  const description = maker.rest.replace(/^[\s,;:|–—-]+(?=\S)/, '').replace(/[\s,;:|–—-]+$/, '');
  return { description, partNumber: maker.found, customerPartNumber: own.found };
}
