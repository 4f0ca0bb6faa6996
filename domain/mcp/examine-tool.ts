import { isObject } from '../../contracts/kernel/is-object.ts';
import { isRiskyPattern } from './risky-pattern.ts';
import type { JsonObject } from './upstream.ts';

/** A definition beyond these is refused: no client can use it, and some fall over it. */
export const definitionLimits = { bytes: 256 * 1024, nodes: 5_000, depth: 64 } as const;

interface Node {
  readonly value: unknown;
  readonly depth: number;
  readonly key: string;
}

/**
 * Why a raw tool definition looks hostile, in plain words for an admin; null when it does not. Stops at the first finding
 * and at the limits, so its cost is bounded whatever a server sends. Only what is deterministic is judged: whether a
 * plain sentence means harm is for the person who approves the tool.
 */
export const examineTool = (definition: JsonObject): string | null => {
  const { name, inputSchema } = definition;
  if (typeof name !== 'string' || name === '') return 'it has no name';
  if (name.length > 256 || !/^[\x21-\x7e]+$/.test(name)) return 'its name has characters that names must not have';
  if (inputSchema !== undefined && !isObject(inputSchema)) return 'its input schema is not an object';
  return examineNodes(definition);
};

const examineNodes = (definition: JsonObject): string | null => {
  const stack: Node[] = [{ value: definition, depth: 0, key: '' }];
  let nodes = 0;
  let bytes = 0;
  for (let node = stack.pop(); node; node = stack.pop()) {
    nodes += 1;
    bytes += node.key.length + (typeof node.value === 'string' ? node.value.length : 8);
    if (nodes > definitionLimits.nodes) return `its definition has more than ${definitionLimits.nodes} parts`;
    if (bytes > definitionLimits.bytes) return 'its definition is larger than 256 KB';
    if (node.depth > definitionLimits.depth) return `its definition is nested deeper than ${definitionLimits.depth}`;
    const problem = examineText(node.key) ?? examineValue(node);
    if (problem !== null) return problem;
    if (typeof node.value !== 'object' || node.value === null) continue;
    // Too many to be worth copying: the limit is passed already.
    const count = Array.isArray(node.value) ? node.value.length : Object.keys(node.value).length;
    if (nodes + count > definitionLimits.nodes) return `its definition has more than ${definitionLimits.nodes} parts`;
    const members = memberEntries(node.value);
    for (const [key, value] of members) stack.push({ value, depth: node.depth + 1, key });
  }
  return null;
};

const memberEntries = (value: object): [string, unknown][] =>
  Array.isArray(value) ? value.map((item: unknown) => ['', item]) : Object.entries(value);

const examineValue = ({ key, value }: Node): string | null => {
  if (key === 'patternProperties' && isObject(value) && Object.keys(value).some(isRiskyPattern))
    return 'its schema has a pattern that takes forever on some texts';
  if (typeof value !== 'string') return null;
  if (key === '$ref' && !value.startsWith('#')) return 'its schema refers to another address';
  if (key === 'pattern' && isRiskyPattern(value)) return 'its schema has a pattern that takes forever on some texts';
  return examineText(value) ?? examineOrders(key, value);
};

/** Tags and variation selectors that carry text, bidirectional controls, invisible characters. */
const hidden =
  /[\u{E0000}-\u{E01EF}\u202A-\u202E\u2066-\u2069\u200B\u200E\u200F\u2060-\u2064\u180E\uFEFF\u00AD\u061C\u115F\u1160\u3164\uFFA0]/u;
/** ANSI sequences start with ESC or CSI; tab, line feed and carriage return are ordinary. */
// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const control = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]/;

const examineText = (text: string): string | null => {
  if (hidden.test(text)) return 'it has invisible characters';
  return control.test(text) ? 'it has control characters' : null;
};

/** Orders to the model that no honest tool needs. Every repetition is bounded: the texts are hostile. */
const orders: readonly RegExp[] = [
  /\b(?:ignore|disregard|forget|override)\s{1,5}(?:all\s{1,5}|any\s{1,5}|the\s{1,5}|your\s{1,5}){0,3}(?:previous|prior|earlier|above|other|system)\s{1,5}(?:instructions?|prompts?|rules|messages)\b/i,
  /\b(?:do\s{1,5}not|don't|never)\s{1,5}(?:tell|mention|inform|reveal)\b[^.\n]{0,60}\buser\b/i,
  /<\s{0,3}\/?\s{0,3}(?:important|system|secret|instructions?|hidden)\s{0,3}>/i,
];

const examineOrders = (key: string, text: string): string | null =>
  (key === 'description' || key === 'title') && orders.some((order) => order.test(text))
    ? 'its description gives the model orders that a tool has no business to give'
    : null;

/**
 * Names of tools that the description speaks of while it gives directions. When one of them belongs to another server,
 * the tool tries to steer how that one is used ("shadowing").
 */
export const namesDirectedAt = (definition: JsonObject): string[] => {
  const { description } = definition;
  if (typeof description !== 'string') return [];
  return description
    .slice(0, 20_000)
    .split(/[.!?](?:\s|$)|\n/)
    .filter((sentence) =>
      /\b(?:never|not|don't|avoid|instead|before|always|must|stop|first|whenever)\b/i.test(sentence),
    )
    .flatMap((sentence) => sentence.match(/[A-Za-z0-9][A-Za-z0-9_.-]{0,127}/g) ?? [])
    .map((word) => word.replace(/[.-]{1,127}$/, ''))
    .filter(looksLikeName);
};

/** "search" or "list" are words too; `list_products` and `sendMail` are not. */
const looksLikeName = (word: string): boolean => /[A-Za-z0-9](?:_|[a-z][A-Z])/.test(word);
