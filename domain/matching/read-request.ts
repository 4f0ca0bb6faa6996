import type { RequestedLine } from '../../contracts/matching.ts'
import { analyseText } from './analyse-text.ts'
import type { RequestText } from './compare-product.ts'
import { gtinKey, identifierKey, isTellingKey } from './identifiers.ts'
import { brandTermsOf } from './product-text.ts'

const REQUEST_TOKENS = 96

function partNumberKeys(line: RequestedLine): readonly string[] {
  const whole = identifierKey(line.partNumber ?? '')
  const pieces = (line.partNumber ?? '').slice(0, 100).split(/\s+/).map(identifierKey).filter(isTellingKey)
  return [gtinKey(line.gtin ?? ''), gtinKey(line.partNumber ?? ''), whole, ...pieces].filter((key) => key.length > 2)
}

/** Reads a requested line for retrieval and comparison; `findBrand` names the brand the text begins with, if any. */
export function readRequest(line: RequestedLine, findBrand: (text: string) => readonly string[]): RequestText {
  const text = analyseText(line.description, REQUEST_TOKENS)
  const gtins = (line.description.match(/\b\d{8,14}\b/g) ?? []).map(gtinKey).filter((key) => key !== '')
  const brand = brandTermsOf(line.brand ?? '')
  return {
    text,
    keys: [...new Set([...partNumberKeys(line), ...gtins, ...text.identifiers])],
    brandTerms: brand.length > 0 ? brand : findBrand(line.description),
  }
}
