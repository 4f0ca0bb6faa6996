import type { Comparison } from './compare-product.ts';

/**
 * What each piece of evidence is worth, in log-odds that the product is the requested one. Shares and term weights are
 * 0..1. Set by hand in round figures; not fitted by a program to any data set.
 */
const WEIGHTS = {
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
  anotherVariant: -2,
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
} as const;

const MAX_CONFLICTS = 3;
const MAX_LEAD = 5;
const MAX_AGREEMENTS = 4;

function keyEvidence({ relation, elsewhere }: Comparison['keys']): number {
  const missed = elsewhere ? WEIGHTS.keyElsewhere : 0;
  if (relation === 'mentioned') return missed + WEIGHTS.keyMentioned;
  if (relation === 'extends') return missed + WEIGHTS.keyExtends;
  if (relation === 'sibling') return missed + WEIGHTS.keySibling;
  return relation === 'unrelated' ? missed + WEIGHTS.keyUnrelated : missed;
}

function conflictWeight(comparison: Comparison): number {
  return comparison.conflicts.slice(0, MAX_CONFLICTS).reduce((sum, { requested: { kind } }) => {
    return kind === 'brand' ? sum : sum + WEIGHTS[kind];
  }, 0);
}

/** What the shared and the missing words are worth. */
function wordEvidence(comparison: Comparison): number {
  const substituted = Math.min(comparison.heaviestUnmet, comparison.heaviestExtra);
  return (
    WEIGHTS.requestCovered * comparison.requestCovered +
    WEIGHTS.productCovered * comparison.productCovered +
    WEIGHTS.unmet * comparison.heaviestUnmet +
    WEIGHTS.substituted * substituted +
    (comparison.numbersDiffer ? WEIGHTS.numbersDiffer : 0)
  );
}

/** Log-odds that this product is the requested one, looked at alone. An equal part number leaves the words little to say. */
export function evidenceOf(comparison: Comparison): number {
  const equal = comparison.keys.relation === 'equal';
  return (
    (equal ? WEIGHTS.keyEqual : WEIGHTS.start) +
    keyEvidence(comparison.keys) +
    wordEvidence(comparison) * (equal ? WEIGHTS.wordsBesideKey : 1) +
    (comparison.brand === 'same' ? WEIGHTS.brandSame : comparison.brand === 'other' ? WEIGHTS.brandOther : 0) +
    WEIGHTS.agreement * Math.min(comparison.agreements, MAX_AGREEMENTS) +
    conflictWeight(comparison) * (equal ? WEIGHTS.conflictsBesideKey : 1)
  );
}

/** The logistic function: log-odds → chance. */
export function chanceOf(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds));
}

export type Confidence = {
  /** Chance that the best product or one just like it is what was asked for. */
  readonly plausible: number;
  /** Chance that it is the best one itself: less when rivals are nearly as good. 4 decimals. */
  readonly confidence: number;
};

/**
 * Weighs the best product's evidence against its rivals'. Twins of the best (other records of the same product) are no
 * rivals. A clear lead over the next product speaks for the best one; a requested word that only a sibling has, against.
 */
export function confidenceOf(best: number, rivals: readonly number[], isAnotherVariant: boolean): Confidence {
  const lead = Math.min(MAX_LEAD, best - Math.max(...rivals, best - MAX_LEAD));
  const variant = isAnotherVariant ? WEIGHTS.anotherVariant : 0;
  const plausible = chanceOf(best + variant + WEIGHTS.lead * (lead - WEIGHTS.leadFrom));
  const crowd = rivals.reduce((sum, rival) => sum + Math.exp(WEIGHTS.crowding * (rival - best)), 0);
  return { plausible, confidence: Number((plausible / (1 + crowd)).toFixed(4)) };
}
