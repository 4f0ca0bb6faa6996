import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { foldMessage, wordsOf } from '../domain/intent/fold-message.ts';
import { intents, vocabularyOf } from '../domain/intent/intent-classifier.ts';
import { featuresOf } from '../domain/intent/message-features.ts';
import { createRandom, expandPhrase, mistype, readPhrases, type Phrase } from './intents/expand-phrases.ts';
import { fitClassifier } from './intents/fit-classifier.ts';

/** Trains the intent classifier from the phrases in `scripts/intents`: `node scripts/train-intents.ts`. */
const folder = join(import.meta.dirname, 'intents');
const target = join(import.meta.dirname, '..', 'domain', 'intent', 'intent-model.ts');
const files = ['phrases-en.txt', 'phrases-de.txt', 'unknown-en.txt', 'unknown-de.txt'];
const phrases = files.flatMap((file) => readPhrases(readFileSync(join(folder, file), 'utf8')));
const random = createRandom(20_261_121);

/** Words that at least two phrases use, names left out. */
const commonWords = (from: readonly Phrase[]): Set<string> => {
  const uses = new Map<string, number>();
  for (const { phrase } of from) {
    const said = Array.from({ length: 40 }, () => expandPhrase(phrase, random, true)).join(' ');
    for (const word of new Set(wordsOf(foldMessage(said), 5_000))) uses.set(word, (uses.get(word) ?? 0) + 1);
  }
  return new Set([...uses].filter(([, count]) => count >= 2).map(([word]) => word));
};

const words = commonWords(phrases);
const vocabulary = vocabularyOf(words);
const examples = phrases.flatMap(({ intent, phrase }) => {
  const intentIndex = intents.findIndex((each) => each === intent);
  if (intentIndex < 0) throw new Error(`no intent ${intent}`);
  const sentences = new Set(Array.from({ length: intent === 'unknown' ? 60 : 24 }, () => expandPhrase(phrase, random)));
  const mistyped = [...sentences].filter(() => random() < 0.3).map((sentence) => mistype(sentence, random));
  return [...sentences, ...mistyped].map((said) => ({ features: featuresOf(said, vocabulary), intentIndex }));
});
const weights = fitClassifier(examples, { epochs: 5, rate: 0.12, decay: 0.0005, random });
const largest = weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
const scale = Number((largest / 127).toPrecision(6));
const bytes = Int8Array.from(weights, (weight) => Math.round(weight / scale));
const encoded = Buffer.from(bytes.buffer).toString('base64');
writeFileSync(
  target,
  `import type { IntentModel } from './intent-classifier.ts';

/** Written by \`node scripts/train-intents.ts\`; do not edit. */
export const intentModel: IntentModel = {
  scale: ${scale},
  words: '${[...words].toSorted().join(' ')}',
  weights: '${encoded}',
};
`,
);
console.log(`${examples.length} sentences of ${phrases.length} phrases, ${words.size} words, ${encoded.length} bytes`);
