import {
  MAX_MESSAGE_CHARS,
  type Intent,
  type IntentAnalysis,
  type IntentEntities,
  type IntentInput,
  type RankedIntent,
} from '../../contracts/intent.ts';
import { createClassifier, type Evidence } from './intent-classifier.ts';
import { entitiesOf } from './intent-entities.ts';
import { intentModel } from './intent-model.ts';
import { wishIn } from './negation.ts';
import { readEntities } from './read-entities.ts';
import { wishSentencesOf } from './wish-sentences.ts';
import { wishStepsOf } from './wish-steps.ts';

/** Below it nobody should act on the answer. */
const sureEnough = 0.22;
const maxOthers = 3;
const maxKept = 500;
const quotedMask = ' qquoted ';
const quoted = /"[^"\n]{1,1000}"|[„“][^“”"\n]{1,1000}[“”"]|«[^»\n]{1,1000}»/g;

const classifier = createClassifier(intentModel);
const kept = new Map<string, IntentAnalysis>();

const round = (value: number): number => Math.round(value * 100) / 100;

const rank = (said: string): RankedIntent[] | null => {
  const heart = wishSentencesOf(said);
  const wish = wishIn(heart ?? said);
  if (wish === null) return null;
  const whole = heart === null ? wish : (wishIn(said) ?? wish);
  return classifier.rank(wish, whole).map(({ intent, confidence }) => ({ intent, confidence: round(confidence) }));
};

const decide = (
  ranked: readonly RankedIntent[] | null,
): Pick<IntentAnalysis, 'intent' | 'confidence' | 'alternatives'> => {
  if (ranked === null) return { intent: 'unknown', confidence: 0.9, alternatives: [] };
  const [first, ...others] = ranked;
  const sure = first !== undefined && first.confidence >= sureEnough;
  const chosen: RankedIntent = sure ? first : { intent: 'unknown', confidence: round(1 - (first?.confidence ?? 0)) };
  const alternatives = (sure ? others : ranked).filter(
    ({ intent, confidence }) => intent !== chosen.intent && confidence >= 0.02,
  );
  return { ...chosen, alternatives: alternatives.slice(0, maxOthers) };
};

/** What is named, read where the wish is said; a quoted part is read in its place in the whole message. */
const entitiesIn = (said: string, message: string): IntentEntities => {
  const masked = said.includes(quotedMask);
  const all = readEntities(masked ? message : said);
  const heart = masked ? null : wishSentencesOf(said);
  if (heart === null) return all;
  const { product = all.product, quantity = all.quantity } = readEntities(heart);
  return { ...all, ...(product && { product }), ...(quantity && { quantity }) };
};

/** Of two wishes the first is meant, and the second is the likeliest other one. */
const analyze = (message: string): IntentAnalysis => {
  const said = message.replaceAll(quoted, quotedMask);
  const steps = wishStepsOf(said);
  const first = steps && decide(rank(steps.first));
  if (steps === null || first === null || first.intent === 'unknown') {
    const decision = decide(rank(said));
    return { ...decision, entities: entitiesOf(decision.intent, entitiesIn(said, message)) };
  }
  const { intent, confidence } = decide(rank(steps.later));
  const others = first.alternatives.filter((other) => other.intent !== intent);
  const isOther = intent !== 'unknown' && intent !== first.intent;
  return {
    ...first,
    entities: entitiesOf(first.intent, entitiesIn(steps.first, message)),
    alternatives: isOther ? [{ intent, confidence }, ...others].slice(0, maxOthers) : first.alternatives,
  };
};

/**
 * What a message in English or German asks for (spec row B2): which tool, how sure that is, and what it names. The
 * same message has the same answer; the latest are kept. Takes about a millisecond.
 */
export const analyzeIntent = (input: Pick<IntentInput, 'message'>): IntentAnalysis => {
  const message = input.message.slice(0, MAX_MESSAGE_CHARS);
  const analysis = kept.get(message) ?? analyze(message);
  kept.delete(message);
  kept.set(message, analysis);
  const [oldest] = kept.keys();
  if (kept.size > maxKept && oldest !== undefined) kept.delete(oldest);
  return analysis;
};

/** Which evidence in a message speaks for an intent, strongest first. */
export const explainIntent = (message: string, intent: Intent): Evidence[] => classifier.explain(message, intent);
