/** What a date in a request is for. */
export type Purpose = 'needed' | 'deadline' | 'issued' | 'other';

const stems: readonly [Purpose, RegExp][] = [
  [
    'other',
    /valid|gültig|bindefrist|expir|geldig|valide|bis auf weiteres|birth|version|stand:|rev\b|order of|last order|previous/giu,
  ],
  [
    'needed',
    /need|requir|deliver|arriv|on site|in stock|wanted|due date|must have|be here|in place|on (?:our|the) shel(?:f|ves)|with us|ship(?:ment|ping)?\b|nötig|brauch|liefer|bedarf|wunsch\p{L}*|termin\b|livr|besoin|souhait|requis|nécessaire|attendu|entreg|necesit|necesari|requerid|conseg|necessari|occorr|richiest[ao]|lever|nodig|benodigd|gewenst|uiterlijk|erhalten|eintreffen|vor ort/giu,
  ],
  [
    'deadline',
    /quot|offer|angebot|offre|devis|ofert|presupuest|cotiza|offert|preventiv|prijsopgave|\bbids?\b|tender|respon[ds]|repl(?:y|ies)|antwort|répon|rückmeld|submi(?:t|ssion)|closing|abgabe|einreich|deadline|respuesta|rispost|scadenza|sluiting|reactie|date limite|fecha limite/giu,
  ],
  [
    'issued',
    /issue|\bdate\b|\bdated\b|\bsent\b|created|datum|\bvom\b|erstellt|ausgestellt|émis|\bfecha\b|\bdata\b|emitid|\bemess[ao]|gesendet|verzonden|envoyé/giu,
  ],
];

const deliveryNoun = /deliver|liefer|livr|entreg|conseg|lever|arriv|eintreff/iu;

function lastMatch(text: string, stem: RegExp): number {
  let at = -1;
  for (const match of text.matchAll(stem)) at = match.index;
  return at;
}

/** What a date is for, from the words before it; the nearest word of purpose decides. */
export function purposeOf(context: string): Purpose | null {
  const found = stems.map(([purpose, stem]) => ({ purpose, at: lastMatch(context, stem) })).filter(({ at }) => at >= 0);
  const at = (purpose: Purpose): number => found.find((entry) => entry.purpose === purpose)?.at ?? -1;
  if (at('other') >= 0 && at('other') >= Math.max(at('needed'), at('deadline'))) return 'other';
  if (at('deadline') >= 0 && at('needed') >= 0) {
    // "Quotation required by" asks for the quotation; "offer for delivery by" asks for the goods.
    const noun = lastMatch(context, new RegExp(deliveryNoun.source, 'giu'));
    return noun > at('deadline') ? 'needed' : 'deadline';
  }
  if (at('deadline') >= 0) return 'deadline';
  if (at('needed') >= 0) return 'needed';
  return at('issued') >= 0 ? 'issued' : null;
}
