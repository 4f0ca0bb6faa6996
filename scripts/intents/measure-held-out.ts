import { createClassifier } from '../../domain/intent/intent-classifier.ts';
import { createRandom, expandPhrase, type Phrase } from './expand-phrases.ts';
import { trainModel } from './train-model.ts';

const parts = 5;
const sentencesEach = 6;

/** Trains five times without a fifth of the phrases, each in one round, and reads sentences of the fifth: a table by intent. */
export const measureHeldOut = (phrases: readonly Phrase[], wrappers: readonly Phrase[]): string => {
  const random = createRandom(7);
  const tallies = new Map<string, { right: number; all: number }>();
  for (let part = 0; part < parts; part++) {
    const { rank } = createClassifier(
      trainModel(
        phrases.filter((_, at) => at % parts !== part),
        wrappers,
        1,
      ),
    );
    for (const { intent, phrase } of phrases.filter((_, at) => at % parts === part))
      for (let each = 0; each < sentencesEach; each++) {
        const read = rank(expandPhrase(phrase, random))[0]?.intent;
        for (const key of [intent, 'all']) {
          const { right, all } = tallies.get(key) ?? { right: 0, all: 0 };
          tallies.set(key, { right: right + (read === intent ? 1 : 0), all: all + 1 });
        }
      }
  }
  return [...tallies].map(([key, { right, all }]) => `${key}: ${((100 * right) / all).toFixed(1)} %`).join('\n');
};
