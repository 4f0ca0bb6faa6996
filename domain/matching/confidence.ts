import type { Comparison } from './compare-product.ts'

/**
 * Weights of the logistic that turns a comparison into the chance that the product is the requested one. Set by hand:
 * each figure is what that evidence is worth in log-odds.
 */
const WEIGHTS = {
  start: -5.2,
  requestCovered: 6,
  productCovered: 2.4,
  unmet: -1.6,
  substituted: -2.2,
  keyEqual: 6,
  keyExtends: 1.6,
  keySibling: -2.6,
  keyUnrelated: -0.7,
  brandSame: 0.4,
  brandOther: -1.2,
  agreement: 0.3,
  colour: -2.6,
  capacity: -3.2,
  size: -2,
  rating: -1.6,
  pack: -1.2,
  model: -1.6,
  number: -1.2,
} as const

const MAX_CONFLICTS = 3
const MAX_AGREEMENTS = 4

const KEY_WEIGHT = {
  none: 0,
  equal: WEIGHTS.keyEqual,
  extends: WEIGHTS.keyExtends,
  sibling: WEIGHTS.keySibling,
  unrelated: WEIGHTS.keyUnrelated,
} as const

function conflictWeight(comparison: Comparison): number {
  return comparison.conflicts.slice(0, MAX_CONFLICTS).reduce((sum, { requested: { kind } }) => {
    if (kind === 'word' || kind === 'brand') return sum
    return sum + WEIGHTS[kind]
  }, 0)
}

/** Log-odds that this product is the requested one, looked at alone. */
export function evidenceOf(comparison: Comparison): number {
  const substituted = Math.min(comparison.heaviestUnmet, comparison.heaviestExtra)
  return (
    WEIGHTS.start +
    WEIGHTS.requestCovered * comparison.requestCovered +
    WEIGHTS.productCovered * comparison.productCovered +
    WEIGHTS.unmet * comparison.heaviestUnmet +
    WEIGHTS.substituted * substituted +
    KEY_WEIGHT[comparison.key] +
    (comparison.brand === 'same' ? WEIGHTS.brandSame : comparison.brand === 'other' ? WEIGHTS.brandOther : 0) +
    WEIGHTS.agreement * Math.min(comparison.agreements, MAX_AGREEMENTS) +
    conflictWeight(comparison) * (comparison.key === 'equal' ? 0.4 : 1)
  )
}

/** The logistic function: log-odds → chance. */
export function chanceOf(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds))
}

/**
 * Chance that the best candidate is right: its own evidence, shared with rivals that are nearly as good. Twins of the best
 * (other records of the same product) are no rivals.
 */
export function confidenceOf(best: number, rivals: readonly number[]): number {
  const alone = chanceOf(best)
  const crowd = rivals.reduce((sum, rival) => sum + Math.exp(2.2 * (rival - best)), 0)
  return Number((alone / (1 + crowd)).toFixed(4))
}
