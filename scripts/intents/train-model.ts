import { foldMessage, wordsOf } from '../../domain/intent/fold-message.ts';
import { intents, vocabularyOf, type IntentModel } from '../../domain/intent/intent-classifier.ts';
import { featuresOf, type Vocabulary } from '../../domain/intent/message-features.ts';
import { createRandom, expandPhrase, mistype, wrap, type Phrase } from './expand-phrases.ts';
import { fitClassifier, type Example } from './fit-classifier.ts';

/** How often a word is hidden in training, so that what it means has to carry the sentence too. */
const hiddenShare = 0.35;
const sentencesPerPhrase = 20;
const wrappedShare = 0.35;
const mistypedShare = 0.2;

/** Words that at least two phrases use, names left out. */
const commonWords = (from: readonly Phrase[], random: () => number): Set<string> => {
  const uses = new Map<string, number>();
  for (const { phrase } of from) {
    const said = Array.from({ length: 40 }, () => expandPhrase(phrase, random, true)).join(' ');
    for (const word of new Set(wordsOf(foldMessage(said), 5_000))) uses.set(word, (uses.get(word) ?? 0) + 1);
  }
  return new Set([...uses].filter(([, count]) => count >= 2).map(([word]) => word));
};

/** Each sees other sentences of the same phrases: their mean misreads less than any of them. */
const usualRounds = 5;

/** The model that phrases give; the same for the same phrases. */
export const trainModel = (
  phrases: readonly Phrase[],
  wrappers: readonly Phrase[],
  rounds = usualRounds,
): IntentModel & { readonly sentenceCount: number } => {
  const random = createRandom(20_261_121);
  const words = commonWords(phrases, random);
  const vocabulary = vocabularyOf(words);
  let sentenceCount = 0;
  const fitted = Array.from({ length: rounds }, () => {
    const examples = examplesOf(phrases, wrappers, vocabulary, random);
    sentenceCount += examples.length;
    return fitClassifier(examples, { epochs: 5, rate: 0.12, decay: 0.0005, random });
  });
  const weights = Float32Array.from(
    fitted[0] ?? [],
    (_, at) => fitted.reduce((sum, each) => sum + (each[at] ?? 0), 0) / rounds,
  );
  const largest = weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
  const scale = Number((largest / 127).toPrecision(6));
  const bytes = Int8Array.from(weights, (weight) => Math.round(weight / scale));
  return {
    scale,
    words: [...words].toSorted().join(' '),
    weights: Buffer.from(bytes.buffer).toString('base64'),
    sentenceCount,
  };
};

const examplesOf = (
  phrases: readonly Phrase[],
  wrappers: readonly Phrase[],
  vocabulary: Vocabulary,
  random: () => number,
): Example[] =>
  phrases.flatMap(({ intent, phrase, locale }) => {
    const around = wrappers.filter((wrapper) => wrapper.locale === locale);
    const intentIndex = intents.findIndex((each) => each === intent);
    if (intentIndex < 0) throw new Error(`no intent ${intent}`);
    const count = intent === 'unknown' ? sentencesPerPhrase * 2 : sentencesPerPhrase;
    const sentences = new Set(Array.from({ length: count }, () => expandPhrase(phrase, random)));
    return [...sentences].map((sentence, at) => {
      const wrapped = random() < wrappedShare ? wrap(sentence, around, random) : sentence;
      const said = random() < mistypedShare ? mistype(wrapped, random) : wrapped;
      const hidden = at % 2 === 0 ? () => random() < hiddenShare : () => false;
      return { features: featuresOf(said, vocabulary, hidden), intentIndex };
    });
  });
