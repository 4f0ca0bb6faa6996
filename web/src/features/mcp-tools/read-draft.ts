import { isDraftGroup, isDraftList, isJson, type Draft, type DraftGroup, type Field } from './schema-form.ts';

/** What is wrong with a field; `limit` is the bound that it missed. */
export interface Problem {
  code: 'required' | 'number' | 'integer' | 'json' | 'tooSmall' | 'tooLarge' | 'tooShort' | 'tooLong';
  limit?: number;
}

/** Problems by the path of their field, such as `address.lines.0`. */
export type Problems = Readonly<Record<string, Problem>>;

/** The value that was typed; undefined for a field that was left empty. */
export const readDraft = (field: Field, draft: Draft): { value: unknown; problems: Problems } => {
  const problems: Record<string, Problem> = {};
  const value = read(field, draft, [], problems);
  return { value, problems };
};

type Path = readonly (string | number)[];
export const pathKey = (path: Path): string => path.join('.');

const textOf = (draft: Draft): string => (typeof draft === 'string' ? draft : '');

const read = (field: Field, draft: Draft, path: Path, problems: Record<string, Problem>): unknown => {
  const report = (problem: Problem) => {
    problems[pathKey(path)] = problem;
  };
  if (field.kind === 'group') return readGroup(field, isDraftGroup(draft) ? draft : {}, path, problems);
  if (field.kind === 'list') {
    const items = isDraftList(draft) ? draft : [];
    const values = items.map((item, at) => read(field.item, item, [...path, at], problems));
    return values.length === 0 && !field.required ? undefined : values;
  }
  const typed = textOf(draft);
  if (typed === '' || (typed.trim() === '' && field.kind !== 'text')) {
    // An empty text is a text where one is asked for and may be empty.
    if (field.kind === 'text' && field.required && field.minLength === 0 && field.format === 'text') return '';
    if (field.required) report({ code: 'required' });
    return undefined;
  }
  const { value, problem } = readText(field, typed);
  if (problem) report(problem);
  return value;
};

/** A group that may be left out is left out when nothing in it was said. */
const readGroup = (
  field: Extract<Field, { kind: 'group' }>,
  draft: DraftGroup,
  path: Path,
  problems: Record<string, Problem>,
): unknown => {
  const inside: Record<string, Problem> = {};
  const entries = field.fields.flatMap(({ key, field: member }) => {
    const value = read(member, draft[key] ?? '', [...path, key], inside);
    return value === undefined ? [] : [[key, value] as const];
  });
  const isSaid =
    entries.some(([, value]) => value !== '') || Object.values(inside).some(({ code }) => code !== 'required');
  if (!field.required && !isSaid) return undefined;
  Object.assign(problems, inside);
  return Object.fromEntries(entries);
};

interface ReadText {
  value: unknown;
  problem?: Problem;
}

const readText = (field: Exclude<Field, { kind: 'group' | 'list' }>, typed: string): ReadText => {
  switch (field.kind) {
    case 'boolean':
      return { value: typed === 'true' };
    case 'choice':
      return { value: field.options[Number(typed)]?.value };
    case 'json':
      return readJson(typed);
    case 'number':
      return readNumber(field, typed);
    case 'text':
      if (typed.length < field.minLength)
        return { value: typed, problem: { code: 'tooShort', limit: field.minLength } };
      if (field.maxLength !== null && typed.length > field.maxLength)
        return { value: typed, problem: { code: 'tooLong', limit: field.maxLength } };
      return { value: field.format === 'date-time' ? instantOf(typed) : typed };
  }
};

const readNumber = (field: Extract<Field, { kind: 'number' }>, typed: string): ReadText => {
  const value = Number(typed.trim());
  if (!Number.isFinite(value)) return { value, problem: { code: 'number' } };
  if (field.isInteger && !Number.isInteger(value)) return { value, problem: { code: 'integer' } };
  if (field.minimum !== null && value < field.minimum)
    return { value, problem: { code: 'tooSmall', limit: field.minimum } };
  if (field.maximum !== null && value > field.maximum)
    return { value, problem: { code: 'tooLarge', limit: field.maximum } };
  return { value };
};

const readJson = (typed: string): ReadText => {
  try {
    const value: unknown = JSON.parse(typed);
    return { value };
  } catch {
    return { value: undefined, problem: { code: 'json' } };
  }
};

/** The browser's field gives local time without a zone (RFC 3339 wants one). */
const instantOf = (typed: string): string => {
  const at = new Date(typed);
  return Number.isNaN(at.getTime()) ? typed : at.toISOString();
};

/** Arguments typed as one JSON object; null when they are none. */
export const readArguments = (typed: string): Record<string, unknown> | null => {
  const { value } = readJson(typed.trim() === '' ? '{}' : typed);
  return isJson(value) ? { ...value } : null;
};
