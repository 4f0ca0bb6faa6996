import type { Client } from '@temporalio/client';

/** The server's name of a type in its arguments, and its number in `temporal.api.enums.v1.IndexedValueType`. */
export const searchAttributeTypes = {
  TEXT: { argument: 'Text', number: 1 },
  KEYWORD: { argument: 'Keyword', number: 2 },
  INT: { argument: 'Int', number: 3 },
  DOUBLE: { argument: 'Double', number: 4 },
  BOOL: { argument: 'Bool', number: 5 },
  DATETIME: { argument: 'Datetime', number: 6 },
  KEYWORD_LIST: { argument: 'KeywordList', number: 7 },
} as const;

/** Name → type of the values that workflows can be searched by. */
export type SearchAttributes = Readonly<Record<string, keyof typeof searchAttributeTypes>>;

/** Registers those that the namespace does not know yet. */
export const ensureSearchAttributes = async (
  { operatorService }: Pick<Client['connection'], 'operatorService'>,
  namespace: string,
  wanted: SearchAttributes,
): Promise<void> => {
  const { customAttributes } = await operatorService.listSearchAttributes({ namespace });
  const missing = Object.entries(wanted).filter(([name]) => !(name in customAttributes));
  if (missing.length === 0) return;
  await operatorService.addSearchAttributes({
    namespace,
    searchAttributes: Object.fromEntries(missing.map(([name, type]) => [name, searchAttributeTypes[type].number])),
  });
};
