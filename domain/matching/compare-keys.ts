import type { AnalysedText } from './analyse-text.ts';
import type { KeyRelation } from './identifiers.ts';
import { isTellingKey, keyRelation } from './identifiers.ts';

/**
 * A part-number key of the request. `stated`: from the part-number column; `frequency`: living products that hold it;
 * `isModel`: it is the number of some product.
 */
export type RequestKey = {
  readonly key: string;
  readonly stated: boolean;
  readonly frequency: number;
  readonly isModel: boolean;
};

/** `mentioned`: equal, but only a word of the name says so, as accessories and compatible goods do. */
export type RequestKeyRelation = KeyRelation | 'mentioned' | 'none';

export type KeyAgreement = {
  readonly relation: RequestKeyRelation;
  readonly pair: readonly [requested: string, offered: string] | null;
  readonly stated: boolean;
  /** A telling key of the request belongs to other products, and not to this one. */
  readonly elsewhere: boolean;
};

type OfferedKeys = {
  readonly fieldKeys: readonly string[];
  readonly keys: readonly string[];
  readonly name: Pick<AnalysedText, 'madeFor' | 'slots'>;
  readonly description: { readonly identifiers: readonly string[]; readonly madeFor: readonly string[] };
};

/** More products than this sharing a key make it a word of the trade (`6204-2RS`), not the number of one product. */
const MAX_HOLDERS = 6;
const RANK: Readonly<Record<RequestKeyRelation, number>> = {
  none: -1,
  unrelated: 0,
  sibling: 1,
  extends: 2,
  mentioned: 3,
  equal: 4,
};

function mayDecide(request: RequestKey): boolean {
  return request.frequency <= MAX_HOLDERS;
}

function equalRelation(request: RequestKey, offered: OfferedKeys, madeFor: ReadonlySet<string>): RequestKeyRelation {
  const telling = isTellingKey(request.key);
  const field = offered.fieldKeys.includes(request.key);
  const isAccessory = !field && offered.name.madeFor.includes(request.key) && !madeFor.has(request.key);
  if (isAccessory) return 'unrelated';
  if (request.stated ? telling || field : telling && field) return 'equal';
  return telling || field ? 'mentioned' : 'unrelated';
}

function relate(
  request: RequestKey,
  offered: OfferedKeys,
  other: string,
  madeFor: ReadonlySet<string>,
): RequestKeyRelation {
  if (request.key === other) return equalRelation(request, offered, madeFor);
  return isTellingKey(request.key) && isTellingKey(other) ? keyRelation(request.key, other) : 'unrelated';
}

/** A description names other products too: it only ever mentions a key. */
function isDescribed(key: string, offered: OfferedKeys): boolean {
  return offered.description.identifiers.includes(key) && !offered.description.madeFor.includes(key);
}

function belongsElsewhere(request: RequestKey, offered: OfferedKeys): boolean {
  if (request.frequency === 0 || !mayDecide(request) || !isTellingKey(request.key)) return false;
  return !offered.keys.includes(request.key) && !offered.description.identifiers.includes(request.key);
}

/** Every relation of one requested key, with the offered key it is to. */
function relationsOf(request: RequestKey, offered: OfferedKeys, madeFor: ReadonlySet<string>) {
  const relations = offered.keys.map((other) => ({ other, relation: relate(request, offered, other, madeFor) }));
  if (isTellingKey(request.key) && isDescribed(request.key, offered)) {
    relations.push({ other: request.key, relation: 'mentioned' });
  }
  if (isNamed(request, offered)) relations.push({ other: request.key, relation: 'mentioned' });
  return relations;
}

/** A short code that is one product's model number says the same of those that have it in their name. */
function isNamed({ key, isModel }: RequestKey, offered: OfferedKeys): boolean {
  return isModel && !isTellingKey(key) && offered.name.slots.some((slot) => slot.kind === 'code' && slot.key === key);
}

/**
 * The strongest relation between any requested and any offered key; a rarer key wins among equals. `madeFor`: requested
 * keys that name what the goods are made for.
 */
export function compareKeys(
  requested: readonly RequestKey[],
  offered: OfferedKeys,
  madeFor: ReadonlySet<string>,
): KeyAgreement {
  let best: KeyAgreement = { relation: 'none', pair: null, stated: false, elsewhere: false };
  let holders = Infinity;
  for (const request of requested.filter(mayDecide)) {
    for (const { other, relation } of relationsOf(request, offered, madeFor)) {
      const rank = RANK[relation];
      const before = RANK[best.relation];
      if (rank < before || (rank === before && request.frequency >= holders)) continue;
      best = { relation, pair: [request.key, other], stated: request.stated, elsewhere: false };
      holders = request.frequency;
    }
  }
  return { ...best, elsewhere: requested.some((request) => belongsElsewhere(request, offered)) };
}
