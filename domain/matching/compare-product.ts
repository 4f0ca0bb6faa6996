import type { AnalysedText, Facet, Slot } from './analyse-text.ts'
import type { KeyRelation } from './identifiers.ts'
import { keyRelation } from './identifiers.ts'

/** What one product's texts say, read once per comparison. */
export type ProductText = {
  readonly name: AnalysedText
  readonly description: AnalysedText
  /** Keys of model number, sku and GTIN, and of part numbers found in the name. */
  readonly keys: readonly string[]
  readonly brandTerms: readonly string[]
}

export type RequestText = {
  readonly text: AnalysedText
  /** Part-number keys: from the part-number column first, then from the text. */
  readonly keys: readonly string[]
  readonly brandTerms: readonly string[]
}

export type FacetConflict = { readonly requested: Facet; readonly offered: Facet }

/** How a request and a product agree; every figure is 0..1 or a count. Turned into a confidence in confidence.ts. */
export type Comparison = {
  readonly requestCovered: number
  readonly productCovered: number
  readonly heaviestUnmet: number
  readonly heaviestExtra: number
  readonly key: KeyRelation | 'none'
  readonly keyPair: readonly [string, string] | null
  readonly conflicts: readonly FacetConflict[]
  readonly agreements: number
  readonly brand: 'same' | 'other' | 'unknown'
  readonly sharedWords: readonly string[]
  readonly unmet: readonly Slot[]
  readonly extra: readonly Slot[]
}

export type Weigh = (key: string) => number

const DESCRIPTION_CREDIT = 0.6
const ALIKE_CREDIT = 0.8
const OTHER_FORM_CREDIT = 0.9

/** One letter changed, missing, added or swapped; both words have at least five letters. */
function oneSlip(a: string, b: string): boolean {
  if (a.length < 5 || b.length < 5 || Math.abs(a.length - b.length) > 1) return false
  let start = 0
  while (start < a.length && a[start] === b[start]) start += 1
  let endA = a.length
  let endB = b.length
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) {
    endA -= 1
    endB -= 1
  }
  const swapped = endA - start === 2 && endB - start === 2 && a[start] === b[start + 1] && a[start + 1] === b[start]
  return swapped || Math.max(endA - start, endB - start) <= 1
}

function alikeWords(a: Slot, b: Slot): boolean {
  if (a.kind !== 'word' || b.kind !== 'word') return false
  const [short, long] = a.key.length < b.key.length ? [a.key, b.key] : [b.key, a.key]
  if (short.length >= 4 && long.startsWith(short)) return true
  return (short.length >= 5 && long.endsWith(short)) || oneSlip(a.key, b.key)
}

class Pairing {
  readonly credit: Float64Array
  readonly met: Float64Array
  private readonly byTerm = new Map<string, number[]>()
  private readonly request: readonly Slot[]
  private readonly product: readonly Slot[]

  constructor(request: readonly Slot[], product: ProductText) {
    this.request = request
    this.product = product.name.slots
    this.credit = new Float64Array(request.length)
    this.met = new Float64Array(this.product.length)
    this.product.forEach((slot, at) => {
      for (const term of [slot.key, ...slot.others]) this.learn(term, at)
    })
    for (let at = 0; at + 1 < this.product.length; at += 1) {
      const joined = `${this.product[at]?.key}${this.product[at + 1]?.key}`
      this.learn(joined, at)
      this.learn(joined, at + 1)
    }
  }

  private learn(term: string, at: number): void {
    const places = this.byTerm.get(term)
    if (places === undefined) this.byTerm.set(term, [at])
    else places.push(at)
  }

  give(at: number, credit: number, places: readonly number[]): void {
    this.credit[at] = Math.max(this.credit[at] ?? 0, credit)
    for (const place of places) this.met[place] = Math.max(this.met[place] ?? 0, credit)
  }

  direct(): void {
    this.request.forEach((slot, at) => {
      const same = this.byTerm.get(slot.key)
      if (same !== undefined) this.give(at, 1, same)
      for (const form of slot.others) {
        const places = this.byTerm.get(form)
        if (places !== undefined) this.give(at, slot.kind === 'identifier' || slot.kind === 'code' ? 0.5 : OTHER_FORM_CREDIT, places)
      }
    })
  }

  joined(): void {
    for (let at = 0; at + 1 < this.request.length; at += 1) {
      const places = this.byTerm.get(`${this.request[at]?.key}${this.request[at + 1]?.key}`)
      if (places === undefined) continue
      this.give(at, 1, places)
      this.give(at + 1, 1, places)
    }
  }

  alike(): void {
    this.request.forEach((slot, at) => {
      if ((this.credit[at] ?? 0) > 0 || slot.kind !== 'word') return
      const place = this.product.findIndex((other, where) => (this.met[where] ?? 0) === 0 && alikeWords(slot, other))
      if (place >= 0) this.give(at, ALIKE_CREDIT, [place])
    })
  }

  /** Words that only the product's brand, keys or description hold. */
  elsewhere(product: ProductText, keys: ReadonlySet<string>): void {
    const inDescription = new Set(product.description.slots.flatMap((slot) => [slot.key, ...slot.others]))
    const brand = new Set(product.brandTerms)
    this.request.forEach((slot, at) => {
      if ((this.credit[at] ?? 0) >= 1) return
      if (brand.has(slot.key) || keys.has(slot.key)) this.give(at, 1, [])
      else if (inDescription.has(slot.key)) this.give(at, DESCRIPTION_CREDIT, [])
    })
  }

  markKeys(requestKeys: ReadonlySet<string>, brand: ReadonlySet<string>): void {
    this.product.forEach((slot, at) => {
      if (requestKeys.has(slot.key) || brand.has(slot.key)) this.met[at] = 1
    })
  }
}

function covered(slots: readonly Slot[], credit: Float64Array, weigh: Weigh): number {
  let sum = 0
  let met = 0
  slots.forEach((slot, at) => {
    const weight = weigh(slot.key)
    sum += weight
    met += weight * (credit[at] ?? 0)
  })
  return sum === 0 ? 0 : met / sum
}

function missing(slots: readonly Slot[], credit: Float64Array): readonly Slot[] {
  return slots.filter((_, at) => (credit[at] ?? 0) < 0.5)
}

const RELATION_RANK: Readonly<Record<KeyRelation, number>> = { unrelated: 0, sibling: 1, extends: 2, equal: 3 }

function bestRelation(requested: readonly string[], offered: readonly string[]): Pick<Comparison, 'key' | 'keyPair'> {
  if (requested.length === 0 || offered.length === 0) return { key: 'none', keyPair: null }
  let best: KeyRelation = 'unrelated'
  let keyPair: readonly [string, string] = [requested[0] ?? '', offered[0] ?? '']
  for (const one of requested) {
    for (const other of offered) {
      const relation = keyRelation(one, other)
      if (RELATION_RANK[relation] <= RELATION_RANK[best]) continue
      best = relation
      keyPair = [one, other]
    }
  }
  return { key: best, keyPair }
}

function sameValue(a: string, b: string): boolean {
  if (a === b) return true
  const [x, y] = [Number(a), Number(b)]
  return Number.isFinite(x) && Number.isFinite(y) && Math.abs(x - y) <= 0.026 * Math.max(Math.abs(x), Math.abs(y))
}

/** A dimension conflicts when both sides state it and no requested value is offered. */
function facetConflicts(requested: readonly Facet[], offered: readonly Facet[]): { conflicts: FacetConflict[]; agreements: number } {
  const conflicts: FacetConflict[] = []
  let agreements = 0
  for (const dimension of new Set(requested.map((facet) => facet.dimension))) {
    const mine = requested.filter((facet) => facet.dimension === dimension)
    const theirs = offered.filter((facet) => facet.dimension === dimension)
    const [first, other] = [mine[0], theirs[0]]
    if (first === undefined || other === undefined) continue
    if (mine.some((one) => theirs.some((two) => sameValue(one.value, two.value)))) agreements += 1
    else conflicts.push({ requested: first, offered: other })
  }
  return { conflicts, agreements }
}

function brandRelation(request: RequestText, product: ProductText): Comparison['brand'] {
  if (request.brandTerms.length === 0) return 'unknown'
  const offered = new Set([...product.brandTerms, ...product.name.slots.flatMap((slot) => [slot.key, ...slot.others])])
  if (request.brandTerms.every((term) => offered.has(term))) return 'same'
  return product.brandTerms.length === 0 ? 'unknown' : 'other'
}

function heaviest(slots: readonly Slot[], weigh: Weigh): number {
  return slots.reduce((most, slot) => Math.max(most, weigh(slot.key)), 0)
}

/** Compares a request with one product. `weigh` gives a term's share of meaning, 0..1, from its rarity in the catalogue. */
export function compareProduct(request: RequestText, product: ProductText, weigh: Weigh): Comparison {
  const pairing = new Pairing(request.text.slots, product)
  pairing.direct()
  pairing.joined()
  pairing.alike()
  pairing.elsewhere(product, new Set(product.keys))
  pairing.markKeys(new Set(request.keys), new Set(request.brandTerms))
  const unmet = missing(request.text.slots, pairing.credit)
  const extra = missing(product.name.slots, pairing.met)
  return {
    requestCovered: covered(request.text.slots, pairing.credit, weigh),
    productCovered: covered(product.name.slots, pairing.met, weigh),
    heaviestUnmet: heaviest(unmet, weigh),
    heaviestExtra: heaviest(extra, weigh),
    ...bestRelation(request.keys, product.keys),
    ...facetConflicts(request.text.facets, product.name.facets),
    brand: brandRelation(request, product),
    sharedWords: request.text.slots.filter((_, at) => (pairing.credit[at] ?? 0) >= 0.5).map((slot) => slot.shown),
    unmet,
    extra,
  }
}
