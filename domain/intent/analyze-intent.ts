import {
  MAX_MESSAGE_CHARS,
  type Intent,
  type IntentAnalysis,
  type IntentInput,
  type RankedIntent,
} from '../../contracts/intent.ts';
import { createClassifier, type Evidence } from './intent-classifier.ts';
import { entitiesOf } from './intent-entities.ts';
import { intentModel } from './intent-model.ts';
import { wishIn } from './negation.ts';
import { readEntities } from './read-entities.ts';

/** Below it nobody should act on the answer. */
const sureEnough = 0.22;
const maxKept = 500;
const quoted = /"[^"\n]{1,1000}"|[„“][^“”"\n]{1,1000}[“”"]|«[^»\n]{1,1000}»/g;

const classifier = createClassifier(intentModel);
const kept = new Map<string, IntentAnalysis>();

const round = (value: number): number => Math.round(value * 100) / 100;

const analyze = (message: string): IntentAnalysis => {
  const meant = wishIn(message.replaceAll(quoted, ' qquoted '));
  if (meant === null)
    return {
      intent: 'unknown',
      confidence: 0.9,
      entities: entitiesOf('unknown', readEntities(message)),
      alternatives: [],
    };
  const ranked = classifier.rank(meant).map(({ intent, confidence }) => ({ intent, confidence: round(confidence) }));
  const [first, ...others] = ranked;
  const sure = first !== undefined && first.confidence >= sureEnough;
  const chosen: RankedIntent = sure ? first : { intent: 'unknown', confidence: round(1 - (first?.confidence ?? 0)) };
  const alternatives = (sure ? others : ranked).filter(
    ({ intent, confidence }) => intent !== chosen.intent && confidence >= 0.02,
  );
  return {
    ...chosen,
    entities: entitiesOf(chosen.intent, readEntities(message)),
    alternatives: alternatives.slice(0, 3),
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
