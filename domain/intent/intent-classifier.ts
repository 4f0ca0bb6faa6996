import { Intent, type RankedIntent } from '../../contracts/intent.ts';
import { createSpelling } from './correct-spelling.ts';
import { featuresOf, type Vocabulary } from './message-features.ts';

export const bucketCount = 72_019;
export const intents = Intent.options;
const wishShare = 0.75;

/** What training found: one signed byte per bucket and intent, times `scale`, and the words that it knows. */
export interface IntentModel {
  readonly scale: number;
  readonly words: string;
  /** Base64. */
  readonly weights: string;
}

/** The bucket of a piece of evidence (FNV-1a). */
export const bucketOf = (feature: string): number => {
  let hash = 0x811c9dc5;
  for (let at = 0; at < feature.length; at++) hash = Math.imul(hash ^ feature.charCodeAt(at), 0x01000193);
  return ((hash ^ (hash >>> 15)) >>> 0) % bucketCount;
};

/** The evidence of a group counts by the root of its size, so that long messages do not shout. */
export const strengthOf = (featureCount: number): number => 4 / Math.sqrt(Math.max(1, featureCount));

export const vocabularyOf = (words: Iterable<string>): Vocabulary => {
  const known = new Set(words);
  return { words: known, correct: createSpelling(known) };
};

export const softmax = (scores: readonly number[]): number[] => {
  const top = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - top));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
};

export interface Evidence {
  readonly feature: string;
  readonly weight: number;
}

/** A linear classifier over named evidence: the same answer every time, and it can say why. */
export const createClassifier = ({ scale, words, weights: encoded }: IntentModel) => {
  const weights = Int8Array.from(atob(encoded), (char) => char.charCodeAt(0));
  const vocabulary = vocabularyOf(words.split(' '));
  const weightOf = (feature: string, at: number): number =>
    (weights[bucketOf(feature) * intents.length + at] ?? 0) * scale;
  const scoresOf = (message: string): number[] => {
    const features = featuresOf(message, vocabulary);
    const strength = strengthOf(features.length);
    return intents.map((_, at) => features.reduce((sum, feature) => sum + weightOf(feature, at), 0) * strength);
  };

  return {
    /** Every intent with its probability, likeliest first, by the wish and a little by the whole message around it. */
    rank: (wish: string, whole = wish): RankedIntent[] => {
      const alone = scoresOf(wish);
      const around = whole === wish ? alone : scoresOf(whole);
      const shares = softmax(alone.map((score, at) => wishShare * score + (1 - wishShare) * (around[at] ?? 0)));
      return intents
        .map((intent, at) => ({ intent, confidence: shares[at] ?? 0 }))
        .toSorted((a, b) => b.confidence - a.confidence);
    },
    /** The evidence that speaks most for an intent, strongest first. */
    explain: (message: string, intent: Intent, limit = 8): Evidence[] => {
      const at = intents.indexOf(intent);
      return featuresOf(message, vocabulary)
        .map((feature) => ({ feature, weight: weightOf(feature, at) }))
        .toSorted((a, b) => b.weight - a.weight)
        .slice(0, limit);
    },
  };
};
