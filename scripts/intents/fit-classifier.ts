import { bucketCount, bucketOf, intents, softmax, strengthOf } from '../../domain/intent/intent-classifier.ts';

export interface Example {
  readonly features: readonly string[];
  readonly intentIndex: number;
}

export interface FitOptions {
  readonly epochs: number;
  readonly rate: number;
  readonly decay: number;
  readonly random: () => number;
}

/** Multinomial logistic regression by AdaGrad with weight decay; deterministic for the same examples and numbers. */
export const fitClassifier = (
  examples: readonly Example[],
  { epochs, rate, decay, random }: FitOptions,
): Float32Array => {
  const width = intents.length;
  const weights = new Float32Array(bucketCount * width);
  const gradients = new Float32Array(bucketCount * width).fill(0.1);
  const prepared = examples.map(({ features, intentIndex }) => ({
    buckets: Int32Array.from(features, bucketOf),
    strength: strengthOf(features.length),
    intentIndex,
  }));
  for (let epoch = 0; epoch < epochs; epoch++) {
    shuffle(prepared, random);
    for (const { buckets, strength, intentIndex } of prepared) {
      const scores = Array.from({ length: width }, () => 0);
      for (const bucket of buckets)
        for (let at = 0; at < width; at++)
          scores[at] = (scores[at] ?? 0) + (weights[bucket * width + at] ?? 0) * strength;
      const errors = softmax(scores).map((share, at) => (share - (at === intentIndex ? 1 : 0)) * strength);
      for (let at = 0; at < width; at++) {
        const error = errors[at] ?? 0;
        if (Math.abs(error) < 0.0005) continue;
        for (const bucket of buckets) {
          const place = bucket * width + at;
          const weight = weights[place] ?? 0;
          const gradient = error + decay * weight;
          const sum = (gradients[place] ?? 0) + gradient * gradient;
          gradients[place] = sum;
          weights[place] = weight - (rate * gradient) / Math.sqrt(sum);
        }
      }
    }
  }
  return weights;
};

const shuffle = (items: unknown[], random: () => number): void => {
  for (let at = items.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    const [a, b] = [items[at], items[other]];
    if (a === undefined || b === undefined) continue;
    items[at] = b;
    items[other] = a;
  }
};
