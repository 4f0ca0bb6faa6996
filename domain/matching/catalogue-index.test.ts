import { describe, expect, it } from 'vitest'
import type { IndexedProduct, RequestedLine } from '../../contracts/matching.ts'
import { LineMatch } from '../../contracts/matching.ts'
import { buildCatalogueIndex } from './catalogue-index.ts'

let serial = 0
function product(name: string, more: Partial<IndexedProduct> = {}): IndexedProduct {
  serial += 1
  return { productId: `p${serial}`, sku: `K-${1000 + serial}`, name, brand: '', modelNumber: '', gtin: '', description: '', unit: 'pcs', active: true, ...more }
}

function skuFor(products: readonly IndexedProduct[], line: RequestedLine): string | null {
  return buildCatalogueIndex(products).match(line).sku
}

const drives = [
  product('Norvik Swift USB stick 8 GB black', { brand: 'Norvik', modelNumber: 'NSW-08G-BK' }),
  product('Norvik Swift USB stick 16 GB black', { brand: 'Norvik', modelNumber: 'NSW-16G-BK' }),
  product('Norvik Swift USB stick 16 GB white', { brand: 'Norvik', modelNumber: 'NSW-16G-WH' }),
  product('Brammer desk lamp LED 9 W', { brand: 'Brammer', modelNumber: 'BDL900' }),
]

describe('matching a requested line', () => {
  it('accepts a product by its model number however it is written', () => {
    for (const partNumber of ['NSW-16G-WH', 'nsw16gwh', 'NSW 16G/WH']) {
      expect(skuFor(drives, { description: 'memory stick', partNumber })).toBe(drives[2]?.sku)
    }
  })

  it('does not accept a sibling of another capacity', () => {
    const match = buildCatalogueIndex(drives).match({ description: 'Norvik Swift USB stick 32GB black' })
    expect(match.decision).not.toBe('accepted')
    expect(match.candidates[0]?.differences[0]).toMatchObject({ kind: 'capacity', requested: '32gb' })
  })

  it('answers in the declared shape', () => {
    for (const description of ['Norvik USB-Stick 16GB schwarz', '', 'etwas ganz anderes']) {
      expect(LineMatch.safeParse(buildCatalogueIndex(drives).match({ description })).error).toBeUndefined()
    }
  })
})
