import type { Comparison } from './compare-product.ts'

/**
 * Weights of the logistic that turns a comparison into the chance that the product is the requested one. Set by hand:
 * each figure is what that evidence is worth in log-odds.
 */
export const WEIGHTS = {
  start: -5.2,
  requestCovered: 6,
  productCovered: 2.4,
  unmet: -0.8,
  substituted: -1.5,
  keyEqual: 2.5,
  wordsBesideKey: 0.45,
  conflictsBesideKey: 0.4,
  keyMentioned: 2,
  keyExtends: 1.6,
  contested: -0.6,
  lead: 0.3,
  leadFrom: 1,
  keyElsewhere: -2.5,
  keySibling: -2.6,
  keyUnrelated: -0.3,
  brandSame: 0.4,
  brandOther: -2,
  agreement: 0.3,
  colour: -2.6,
  capacity: -3.2,
  size: -2,
  rating: -1.6,
  pack: -1.2,
  crowding: 1.8,
  model: -1.6,
  number: -2,
  word: -1,
  numbersDiffer: -1.2,
} as const

const MAX_CONFLICTS = 3
const MAX_LEAD = 5
const MAX_AGREEMENTS = 4

function keyEvidence({ relation, elsewhere }: Comparison['keys']): number {
  const missed = elsewhere ? WEIGHTS.keyElsewhere : 0
  if (relation === 'mentioned') return missed + WEIGHTS.keyMentioned
  if (relation === 'extends') return missed + WEIGHTS.keyExtends
  if (relation === 'sibling') return missed + WEIGHTS.keySibling
  return relation === 'unrelated' ? missed + WEIGHTS.keyUnrelated : missed
}

function conflictWeight(comparison: Comparison): number {
  return comparison.conflicts.slice(0, MAX_CONFLICTS).reduce((sum, { requested: { kind } }) => {
    return kind === 'brand' ? sum : sum + WEIGHTS[kind]
  }, 0)
}

/** What the shared and the missing words are worth. */
function wordEvidence(comparison: Comparison): number {
  const substituted = Math.min(comparison.heaviestUnmet, comparison.heaviestExtra)
  return (
    WEIGHTS.requestCovered * comparison.requestCovered +
    WEIGHTS.productCovered * comparison.productCovered +
    WEIGHTS.unmet * comparison.heaviestUnmet +
    WEIGHTS.substituted * substituted +
    (comparison.numbersDiffer ? WEIGHTS.numbersDiffer : 0)
  )
}

/** Log-odds that this product is the requested one, looked at alone. An equal part number leaves the words little to say. */
export function evidenceOf(comparison: Comparison): number {
  const equal = comparison.keys.relation === 'equal'
  return (
    (equal ? WEIGHTS.keyEqual : WEIGHTS.start) +
    keyEvidence(comparison.keys) +
    wordEvidence(comparison) * (equal ? WEIGHTS.wordsBesideKey : 1) +
    (comparison.brand === 'same' ? WEIGHTS.brandSame : comparison.brand === 'other' ? WEIGHTS.brandOther : 0) +
    WEIGHTS.agreement * Math.min(comparison.agreements, MAX_AGREEMENTS) +
    conflictWeight(comparison) * (equal ? WEIGHTS.conflictsBesideKey : 1)
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
export function confidenceOf(best: number, rivals: readonly number[], contested: number): number {
  const lead = Math.min(MAX_LEAD, best - Math.max(...rivals, best - MAX_LEAD))
  const alone = chanceOf(best + WEIGHTS.contested * contested + WEIGHTS.lead * (lead - WEIGHTS.leadFrom))
  const crowd = rivals.reduce((sum, rival) => sum + Math.exp(WEIGHTS.crowding * (rival - best)), 0)
  return Number((alone / (1 + crowd)).toFixed(4))
}
