import { expect, it } from 'vitest';
import { analyzeIntent, explainIntent } from './analyze-intent.ts';
import { cpuMsOf } from '../../test/harness/cpu-time.ts';

const read = (message: string) => analyzeIntent({ message });

it('reads what English and German sentences name', () => {
  expect(read('Set the price of AB-1234 to EUR 1,234.50')).toMatchObject({
    intent: 'update_product',
    entities: { sku: 'AB-1234', price: '1234.50', currency: 'EUR' },
  });
  expect(read('Ändere den Preis von AB-1234 auf 1.234,50 €').entities).toEqual({
    sku: 'AB-1234',
    price: '1234.50',
    currency: 'EUR',
  });
  expect(read('Leg 5 Schrauben in den Warenkorb')).toMatchObject({
    intent: 'add_to_basket',
    entities: { product: 'Schrauben', quantity: '5' },
  });
  expect(read('Umsatz letzte Woche')).toMatchObject({
    intent: 'get_sales_analytics',
    entities: { period: 'letzte Woche' },
  });
  expect(read('Umsatz vom 01.03.2026 bis 31.03.2026').entities).toEqual({ period: '01.03.2026 bis 31.03.2026' });
  expect(read('add half a dozen oak chairs to the cart').entities).toEqual({ product: 'oak chairs', quantity: '6' });
  expect(read('schreib Herrn Huber auf WhatsApp, dass die Monteure kommen')).toMatchObject({
    intent: 'send_whatsapp',
    entities: { recipient: 'Herrn Huber', message: 'die Monteure kommen' },
  });
  expect(read('text +49 170 1234567 that we are late')).toMatchObject({
    intent: 'send_sms',
    entities: { recipient: '+49 170 1234567', message: 'we are late' },
  });
});

it.each([
  ['delete product 12345', { sku: '12345' }],
  ['lösche SKU FOO-BAR', { sku: 'FOO-BAR' }],
  ['make a quote for the last request', {}],
  ['Der Preis der Lampe muss runter auf 34,95', { product: 'Lampe', price: '34.95' }],
  ['add 2 StepUp 5 to my basket', { product: 'StepUp 5', quantity: '2' }],
  ['Leg den neuen Becher in den Warenkorb', { product: 'Becher' }],
  ['eine mail an paul schicken', { recipient: 'paul' }],
  ['do we have a Wexley among our customers', { customer: 'Wexley' }],
])('names what is named and nothing else: %s', (message, entities) => expect(read(message).entities).toEqual(entities));

it.each([
  "don't add it to the basket",
  'Lösche das Produkt AB-1234 nicht',
  'cancel that',
  'Schick keine E-Mail',
  'Please refrain from emailing the customer',
  'Ich will nicht, dass Marlow eine Mail bekommt',
  'Nobody should get a text about this',
  "You needn't send an SMS",
])('does not take what is refused for a wish: %s', (message) => expect(read(message).intent).toBe('unknown'));

it.each([
  ['Email Paul that we do not want to delete the quote', 'send_email'],
  ['Schick Anna eine SMS, dass sie keine Mail schreiben soll', 'send_sms'],
])('takes what a message to somebody refuses for its text: %s', (message, intent) =>
  expect(read(message).intent).toBe(intent),
);

it('takes the first of two wishes, with what it names, and says the other', () => {
  const { intent, entities, alternatives } = read(
    'Send a text to Anna that I am late and then email the quote to Paul',
  );
  expect({ intent, message: entities.message }).toEqual({ intent: 'send_sms', message: 'I am late' });
  expect(alternatives[0]?.intent).toBe('send_email');
});

it.each(['Confirm the quote', 'Bestätige das Angebot'])(
  'takes the confirmation of a quote for work on it: %s',
  (message) => expect(read(message).intent).toBe('generate_quote'),
);

it.each(["Don't confirm the quote", 'Bestätige das Angebot nicht', 'Reject the quote', 'Lehne das Angebot ab'])(
  'confirms no quote that is refused: %s',
  (message) => expect(read(message).intent).toBe('unknown'),
);

it('takes a reason that sounds like a refusal for none', () => {
  expect(read('No point in keeping the stool in our range').intent).toBe('delete_product');
});

it('keeps what is wanted instead of what is refused', () => {
  expect(read("don't email, send an SMS to +49 170 1234567").intent).toBe('send_sms');
});

it('keeps the wish beside a refusal with an object of its own', () => {
  expect(read("Send the mail to bob@acme.com, but don't change the prices in the catalogue").intent).toBe('send_email');
});

it.each(['How is the weather today?', 'Erzähl mir einen Witz', 'asdf qwer zxcv', 'Add some salt to the soup'])(
  'leaves what is none of ours unknown: %s',
  (message) => expect(read(message).intent).toBe('unknown'),
);

it.each(["'a", 'a-1.', '1.', 'a@', 'for A& ', 'price ', '"', '+1 ', 'saying ', ' ', 'loschx '])(
  'answers 50 KB of %j in no time',
  async (part) => {
    const attack = part.repeat(Math.ceil(50_000 / part.length));
    expect(await cpuMsOf(() => read(attack))).toBeLessThan(500);
  },
);

it('names the evidence that decided', () => {
  const evidence = explainIntent('show my basket', 'get_basket');
  expect(evidence.map(({ feature }) => feature)).toContain('c:basket');
  expect(evidence[0]?.weight).toBeGreaterThan(0);
});
