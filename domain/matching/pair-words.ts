import type { Slot } from './analyse-text.ts';
import { alikeToUnknown, sharesStem } from './spelling.ts';

/** How far each slot of the request is met by the product, and each slot of the product by the request: 0..1 per place. */
export type WordPairs = { readonly credit: Float64Array; readonly met: Float64Array };

const ALIKE_CREDIT = 0.8;
const OTHER_FORM_CREDIT = 0.9;
const PIECE_CREDIT = 0.5;
const DESCRIPTION_CREDIT = 0.6;
const NOWHERE: readonly number[] = [];

/** The key of two neighbours written as one word: `power bridge` → `powerbridge`, `usb 3.2` → `usb3.2`. */
function joinedKey(one: Slot | undefined, next: Slot | undefined): string {
  return `${one?.key}${next?.key}`;
}

function remember(table: Map<string, number[]>, term: string, place: number): void {
  const places = table.get(term);
  if (places === undefined) table.set(term, [place]);
  else places.push(place);
}

class Pairing implements WordPairs {
  readonly credit: Float64Array;
  readonly met: Float64Array;
  private readonly byKey = new Map<string, number[]>();
  private readonly byForm = new Map<string, number[]>();
  private readonly request: readonly Slot[];
  private readonly product: readonly Slot[];

  constructor(request: readonly Slot[], product: readonly Slot[]) {
    this.request = request;
    this.product = product;
    this.credit = new Float64Array(request.length);
    this.met = new Float64Array(product.length);
    product.forEach((slot, place) => {
      remember(this.byKey, slot.key, place);
      for (const form of slot.others) remember(this.byForm, form, place);
      const next = product[place + 1];
      if (next === undefined) return;
      remember(this.byForm, joinedKey(slot, next), place);
      remember(this.byForm, joinedKey(slot, next), place + 1);
    });
  }

  give(at: number, credit: number, places: readonly number[]): void {
    this.credit[at] = Math.max(this.credit[at] ?? 0, credit);
    for (const place of places) this.met[place] = Math.max(this.met[place] ?? 0, credit);
  }

  private isMet(at: number): boolean {
    return (this.credit[at] ?? 0) > 0;
  }

  equal(): void {
    this.request.forEach((slot, at) => {
      const same = this.byKey.get(slot.key);
      if (same !== undefined) this.give(at, 1, same);
    });
  }

  joined(): void {
    for (let at = 0; at + 1 < this.request.length; at += 1) {
      const key = joinedKey(this.request[at], this.request[at + 1]);
      const places = this.byKey.get(key);
      if (places === undefined) continue;
      this.give(at, 1, places);
      this.give(at + 1, 1, places);
    }
  }

  /** Other spellings. A measure meets a bare number, never a measure of another dimension. */
  otherForms(): void {
    this.request.forEach((slot, at) => {
      if (this.isMet(at)) return;
      const places = this.byForm.get(slot.key);
      if (places !== undefined) this.give(at, OTHER_FORM_CREDIT, places);
      const credit = slot.kind === 'identifier' || slot.kind === 'code' ? PIECE_CREDIT : OTHER_FORM_CREDIT;
      for (const form of slot.others) {
        const keyed = this.byKey.get(form) ?? NOWHERE;
        const shaped = slot.kind === 'measure' ? NOWHERE : (this.byForm.get(form) ?? NOWHERE);
        if (keyed.length + shaped.length > 0) this.give(at, credit, [...keyed, ...shaped]);
      }
    });
  }

  alike(isKnown: (term: string) => boolean): void {
    this.request.forEach((slot, at) => {
      if (slot.kind !== 'word' || this.isMet(at)) return;
      const alike = isKnown(slot.key) ? sharesStem : alikeToUnknown;
      const place = this.product.findIndex(
        (other, where) => other.kind === 'word' && (this.met[where] ?? 0) === 0 && alike(slot.key, other.key),
      );
      if (place >= 0) this.give(at, ALIKE_CREDIT, [place]);
    });
  }

  /** Words that only the product's brand, keys or description hold. */
  elsewhere(held: ReadonlySet<string>, inDescription: ReadonlySet<string>): void {
    this.request.forEach((slot, at) => {
      if ((this.credit[at] ?? 0) >= 1) return;
      if (held.has(slot.key)) this.give(at, 1, NOWHERE);
      else if (inDescription.has(slot.key)) this.give(at, DESCRIPTION_CREDIT, NOWHERE);
    });
  }

  asked(terms: ReadonlySet<string>): void {
    this.product.forEach((slot, place) => {
      if (terms.has(slot.key)) this.met[place] = 1;
    });
  }

  /** Part numbers that extend one another stand for each other. */
  keyPair(requested: string, offered: string): void {
    const places = this.byKey.get(offered) ?? NOWHERE;
    this.request.forEach((slot, at) => {
      if (slot.key === requested) this.give(at, ALIKE_CREDIT, places);
    });
  }
}

export type Beside = {
  /** Brand words and part-number keys of the product. */
  readonly held: ReadonlySet<string>;
  readonly inDescription: ReadonlySet<string>;
  /** Brand words and part-number keys of the request. */
  readonly asked: ReadonlySet<string>;
  readonly keyPair: readonly [requested: string, offered: string] | null;
  readonly isKnown: (term: string) => boolean;
};

/** Pairs the words of a request with those of a product name; `beside` are the words that stand outside the two texts. */
export function pairWords(request: readonly Slot[], product: readonly Slot[], beside: Beside): WordPairs {
  const pairing = new Pairing(request, product);
  pairing.equal();
  pairing.joined();
  pairing.otherForms();
  if (beside.keyPair !== null) pairing.keyPair(...beside.keyPair);
  pairing.alike(beside.isKnown);
  pairing.elsewhere(beside.held, beside.inDescription);
  pairing.asked(beside.asked);
  return pairing;
}
