import type { Proposal } from '../../../../contracts/assistant.ts';
import { catalogEndpoints, type Product } from '../../../../contracts/catalog.ts';
import { say } from './assistant-words.ts';
import { answered, type Done, maxSearchChars, needs, proposed, type Turn } from './assistant-turn.ts';

const shown = 5;
/** Said for a new product when the message names no unit: it can be changed at any time. */
const usualUnit = 'pcs';

export const titles = (items: readonly Product[]): string =>
  items.slice(0, shown).map(title).join(', ') + (items.length > shown ? ' …' : '');
const title = ({ name, sku, price, currency, unit }: Product): string =>
  `${name} (${sku}) ${price} ${currency} / ${unit}`;

const findProducts = async ({ call, entities, signal }: Turn) => {
  const search = (entities.sku ?? entities.product ?? '').slice(0, maxSearchChars);
  return await call(catalogEndpoints.list, { query: { limit: 20, ...(search !== '' && { search }) }, signal });
};

/** All products, or those that the message names. Spec row B4's own search comes with the storefront. */
export const listProducts = async (turn: Turn): Promise<Done> => {
  const { locale } = turn.input;
  const data = await findProducts(turn);
  const said = { count: data.items.length, names: titles(data.items) };
  const message = data.items.length === 0 ? say('none', locale) : say('products', locale, said);
  return answered(
    'list_products',
    message,
    data,
    data.items.map(({ id }) => id),
  );
};

export const findProduct = async (turn: Turn): Promise<Done> =>
  turn.entities.sku === undefined && turn.entities.product === undefined ? needs('product') : await listProducts(turn);

/** The price that a message names. "Set the price to 2.50" says it without a currency. */
const priceOf = ({ entities, input }: Turn): string | undefined =>
  entities.price ?? (/price|preis|cost|kost/i.test(input.message) ? entities.quantity : undefined);

/** Adds a product when the message has all that it needs; nothing is guessed but the unit. */
export const createProduct = async (turn: Turn): Promise<Done> => {
  const { product: name, sku, currency } = turn.entities;
  const price = priceOf(turn);
  if (name === undefined || sku === undefined || price === undefined || currency === undefined)
    return needs(
      ...(name === undefined ? ['product' as const] : []),
      ...(sku === undefined ? ['sku' as const] : []),
      ...(price === undefined ? ['price' as const] : []),
      ...(currency === undefined ? ['currency' as const] : []),
    );
  const body = { sku, name, price, currency, unit: usualUnit };
  const product = await turn.call(catalogEndpoints.create, { body, signal: turn.signal });
  return answered('create_product', say('created', turn.input.locale, { names: titles([product]) }), { product }, [
    product.id,
  ]);
};

/** The one active product that is meant, or what to answer when that is not clear. */
const theProduct = async (turn: Turn): Promise<Product | Done> => {
  const { locale } = turn.input;
  const { sku, product } = turn.entities;
  if (sku === undefined && product === undefined) return needs('sku');
  const active = (await findProducts(turn)).items.filter(({ active }) => active);
  const exact = active.filter((each) => each.sku.toLowerCase() === sku?.toLowerCase());
  const [only, ...more] = sku === undefined ? active : exact;
  if (!only) return { ...needs(), message: say('none', locale) };
  return more.length > 0 ? { ...needs('sku'), message: say('ambiguous', locale, { names: titles(active) }) } : only;
};

const isDone = (found: Product | Done): found is Done => 'outcome' in found;

export const proposeDelete = async (turn: Turn): Promise<Done> => {
  const product = await theProduct(turn);
  if (isDone(product)) return product;
  const { id, version, name, sku } = product;
  const proposal: Proposal = { tool: 'delete_product', arguments: { id, version } };
  return proposed(say('confirmDelete', turn.input.locale, { name, sku }), { product }, proposal);
};

export const proposeUpdate = async (turn: Turn): Promise<Done> => {
  const price = priceOf(turn);
  if (price === undefined) return needs('price');
  const product = await theProduct(turn);
  if (isDone(product)) return product;
  const { id, version, name, sku } = product;
  const currency = turn.entities.currency ?? product.currency;
  const said = { name, sku, before: `${product.price} ${product.currency}`, after: `${price} ${currency}` };
  const proposal: Proposal = { tool: 'update_product', arguments: { id, version, changes: { price, currency } } };
  return proposed(say('confirmPrice', turn.input.locale, said), { product }, proposal);
};

/** What was proposed and said yes to, of exactly the version that was shown. */
export const changeConfirmed = async (
  turn: Turn,
  { tool, arguments: given }: Exclude<Proposal, { tool: 'generate_quote' }>,
): Promise<Done> => {
  const changes = 'changes' in given ? given.changes : { active: false };
  const body = { ...changes, version: given.version };
  const product = await turn.call(catalogEndpoints.update, { params: { id: given.id }, body, signal: turn.signal });
  const { locale } = turn.input;
  const message =
    tool === 'delete_product'
      ? say('deleted', locale, { name: product.name, sku: product.sku })
      : say('changed', locale, { names: titles([product]) });
  return answered(tool, message, { product }, [product.id]);
};
