import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Locale } from '../contracts/kernel/locale.ts';
import { readPhrases } from './intents/expand-phrases.ts';
import { measureHeldOut } from './intents/measure-held-out.ts';
import { trainModel } from './intents/train-model.ts';

/**
 * Trains the intent classifier from the phrases in `scripts/intents`: `node scripts/train-intents.ts`. With `--held-out`
 * nothing is written: it says how many sentences of phrases that were left out of the training are understood.
 */
const folder = join(import.meta.dirname, 'intents');
const target = join(import.meta.dirname, '..', 'domain', 'intent', 'intent-model.ts');
const read = (name: string) =>
  Locale.options.flatMap((locale) => readPhrases(readFileSync(join(folder, `${name}-${locale}.txt`), 'utf8'), locale));
const phrases = [...read('phrases'), ...read('unknown')];
const wrappers = read('wrappers');

if (process.argv.includes('--held-out')) {
  console.log(measureHeldOut(phrases, wrappers));
} else {
  const { scale, words, weights, sentenceCount } = trainModel(phrases, wrappers);
  writeFileSync(
    target,
    `import type { IntentModel } from './intent-classifier.ts';

/** Written by \`node scripts/train-intents.ts\`; do not edit. */
export const intentModel: IntentModel = {
  scale: ${scale},
  words:
    '${words}',
  weights:
    '${weights}',
};
`,
  );
  console.log(`${sentenceCount} sentences of ${phrases.length} phrases; ${weights.length} bytes`);
}
