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

it.each(["don't add it to the basket", 'Lösche das Produkt AB-1234 nicht', 'cancel that', 'Schick keine E-Mail'])(
  'does not take what is refused for a wish: %s',
  (message) => expect(read(message).intent).toBe('unknown'),
);

it.each(['Confirm the quote', 'Bestätige das Angebot'])(
  'takes the confirmation of a quote for work on it: %s',
  (message) => expect(read(message).intent).toBe('generate_quote'),
);

it.each(["Don't confirm the quote", 'Bestätige das Angebot nicht', 'Reject the quote', 'Lehne das Angebot ab'])(
  'confirms no quote that is refused: %s',
  (message) => expect(read(message).intent).toBe('unknown'),
);

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
