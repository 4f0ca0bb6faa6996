import { describe, expect, it } from 'vitest';
import { delimited, mail, page, type PageText, read, sheet, text } from './content-builders.ts';

const item = '\n\n- 5 x Desk lamp LED\n- 2 x Desk fan\n';
const values = (reading: ReturnType<typeof read>): (string | null)[] => {
  const { customerName, customerEmail, reference, neededBy } = reading.fields;
  return [customerName, customerEmail, reference, neededBy].map((field) => field?.value ?? null);
};
const fields = (content: string): (string | null)[] => values(read(text(content + item)));

describe('labelled fields', () => {
  it('reads a German form and keeps issue date and quote deadline apart', () => {
    expect(
      fields(
        'Unser Zeichen: AN-77/26\nDatum: 03.02.2026\nAngebot erbeten bis: 10.02.2026\nWunschliefertermin: 24.03.2026\nFirma: Bachmann Werkzeuge GmbH & Co. KG\nAnsprechpartner: Ada Winter\nE-Mail: a.winter@bachmann.example\nRechnung an: rechnung@bachmann.example',
      ),
    ).toEqual(['Bachmann Werkzeuge GmbH & Co. KG', 'a.winter@bachmann.example', 'AN-77/26', '2026-03-24']);
  });

  it('reads French, Spanish, Italian and Dutch forms', () => {
    expect(
      fields(
        'Notre référence : DP-2026-114\nDate : 03/02/2026\nRemise des offres avant le : 10/02/2026\nDate de livraison souhaitée : 24/03/2026\nSociété : Ateliers Marchand SARL\nCourriel : achats@marchand.example',
      ),
    ).toEqual(['Ateliers Marchand SARL', 'achats@marchand.example', 'DP-2026-114', '2026-03-24']);
    expect(
      fields(
        'Nuestra referencia: SC-4410\nFecha: 3 de febrero de 2026\nFecha límite de oferta: 10 de febrero de 2026\nFecha de entrega: 24 de marzo de 2026\nEmpresa: Talleres Ruiz S.L.\nCorreo electrónico: compras@ruiz.example',
      ),
    ).toEqual(['Talleres Ruiz S.L.', 'compras@ruiz.example', 'SC-4410', '2026-03-24']);
    expect(
      fields(
        'Nostro riferimento: RDO 2026/88\nData: 03/02/2026\nOfferta entro il: 10/02/2026\nConsegna richiesta: 24/03/2026\nAzienda: Officine Bianchi S.r.l.\nE-mail: acquisti@bianchi.example',
      ),
    ).toEqual(['Officine Bianchi S.r.l.', 'acquisti@bianchi.example', 'RDO 2026/88', '2026-03-24']);
    expect(
      fields(
        'Ons kenmerk: AV-2026-31\nDatum: 3 februari 2026\nOfferte uiterlijk: 10 februari 2026\nGewenste leverdatum: 24 maart 2026\nBedrijf: Van Dalen Techniek B.V.\nE-mail: inkoop@vandalen.example',
      ),
    ).toEqual(['Van Dalen Techniek B.V.', 'inkoop@vandalen.example', 'AV-2026-31', '2026-03-24']);
  });

  it('reads values below their labels in two columns, and not the supplier', () => {
    const texts: PageText[] = [
      [40, 60, 'Customer'],
      [320, 60, 'Supplier'],
      [40, 72, 'Brook Interiors Ltd'],
      [320, 72, 'Shop Supply Ltd'],
      [40, 84, '12 Mill Road'],
      [320, 84, 'sales@shop.example'],
      [40, 96, 'Email: ada@brook.example'],
      [320, 96, 'RFQ No.: BR-2210'],
      [320, 108, 'Requested delivery date: March 24, 2026'],
      [40, 160, 'Item'],
      [300, 160, 'Qty'],
      [40, 180, 'Desk lamp LED'],
      [300, 180, '5'],
      [40, 198, 'Desk fan'],
      [300, 198, '2'],
    ];
    expect(values(read(page(texts)))).toEqual(['Brook Interiors Ltd', 'ada@brook.example', 'BR-2210', '2026-03-24']);
  });

  it('reads fields that a table repeats on every row', () => {
    const rows = delimited(
      'RFQ no;Company;Email;Needed by;Item;Qty\nBR-2210;Brook Interiors Ltd;ada@brook.example;2026-03-24;Desk lamp;5\nBR-2210;Brook Interiors Ltd;ada@brook.example;2026-03-24;Desk fan;2',
    );
    expect(values(read(sheet(rows)))).toEqual(['Brook Interiors Ltd', 'ada@brook.example', 'BR-2210', '2026-03-24']);
  });

  it('reads the heads of a system export, repeated on every row', () => {
    const rows = delimited(
      'req_number;req_date;company;requestor_email;need_by_date;item_desc;qty\n31162352;2026-02-03;Brook Interiors Ltd;ada@brook.example;2026-03-24;Desk lamp;5\n31162352;2026-02-03;Brook Interiors Ltd;ada@brook.example;2026-03-24;Desk fan;2\n31162352;2026-02-03;Brook Interiors Ltd;ada@brook.example;2026-03-24;Foot rest;1',
    );
    expect(values(read(sheet(rows)))).toEqual(['Brook Interiors Ltd', 'ada@brook.example', '31162352', '2026-03-24']);
  });

  it('knows a customer without a legal form by the domain of the address', () => {
    expect(fields('Universitätsklinikum Grafenau\nAda Winter, ada.winter@ukgrafenau.example\nAnfrage X-100')[0]).toBe(
      'Universitätsklinikum Grafenau',
    );
    expect(
      fields('Could you quote this for Brook Dental Partners?\nBuyer: Ada Winter\nada@brookdental.example')[0],
    ).toBe('Brook Dental Partners');
  });

  it('takes a person whose name holds the name of a desk for a buyer', () => {
    expect(fields('Christine Albrecht, christine.albrecht@brook.example\nsales@northern.example')[1]).toBe(
      'christine.albrecht@brook.example',
    );
  });

  it('reads a number that a sentence or title names', () => {
    expect(fields('Bestellanforderung 4711-26\nBrook GmbH')[2]).toBe('4711-26');
    expect(fields('Bitte bieten Sie uns an (Zeichen: 68127746):')[2]).toBe('68127746');
    expect(fields('Our reference is RQ80551-B, thank you.')[2]).toBe('RQ80551-B');
    expect(fields('Ihr Angebot zu unserem Vorhaben IT/57/7824')[2]).toBe('IT/57/7824');
  });

  it('joins an address that its cell broke', () => {
    const texts: PageText[] = [
      [40, 60, 'Reference:'],
      [160, 60, 'BR-2210'],
      [160, 73, 'purchasing@brook-interiors-group.exampl'],
      [40, 84, 'Email:'],
      [160, 84, 'e'],
      [40, 160, 'Item'],
      [300, 160, 'Qty'],
      [40, 180, 'Desk lamp LED'],
      [300, 180, '5'],
    ];
    expect(read(page(texts)).fields.customerEmail?.value).toBe('purchasing@brook-interiors-group.example');
  });
});

describe('fields in letters and mails', () => {
  it('reads a letter: sender, reference in the subject line, dates in sentences', () => {
    expect(
      fields(
        'Brook Interiors Ltd\n12 Mill Road\n51081 Eastport\n\nShop Supply\n400 Depot Lane\n\n23/01/2026\n\nQuotation request - Our reference BR-26-9698\n\nDear Sales Team,\nDelivery no later than: 20/02/2026. Please quote by: 29/01/2026.\n\nBest regards,\nAda Winter\nBrook Interiors Ltd | Phone +44 268 555 2324 | ada@brook.example',
      ),
    ).toEqual(['Brook Interiors Ltd', 'ada@brook.example', 'BR-26-9698', '2026-02-20']);
  });

  it('takes the sender of a mail and the number in its subject', () => {
    const reading = read(
      mail(
        `Hello,\n\nwe need the following by 24 March 2026:${item}\nPlease send your offer by 10 February 2026.\n\nRegards\nAda Winter\nBrook Interiors Ltd\nInvoices: accounts@brook.example`,
        { subject: 'Request for Quotation BR-26-8015' },
      ),
    );
    expect(values(reading)).toEqual(['Brook Interiors Ltd', 'ada@brook.example', 'BR-26-8015', '2026-03-24']);
    expect(reading.fields.contactName?.value).toBe('Ada Winter');
    expect(reading.fields.quoteDeadline?.value).toBe('2026-02-10');
  });

  it('never takes our own address or a reference of ours', () => {
    const reading = read(
      text(
        `To: Shop Supply, sales@shop.example\nYour reference: Q-1000\nOur reference: BR-2210\nContact: Ada Winter, ada@brook.example${item}`,
      ),
    );
    expect(values(reading).slice(1, 3)).toEqual(['ada@brook.example', 'BR-2210']);
  });
});

describe('dates that could be read two ways', () => {
  it('follow the one date in the document that cannot', () => {
    expect(fields('Issued: 01/25/2026\nNeeded by: 04/03/2026\nOur reference: X-1')[3]).toBe('2026-04-03');
    expect(fields('Issued: 25/01/2026\nNeeded by: 04/03/2026\nOur reference: X-1')[3]).toBe('2026-03-04');
  });

  it('follow what makes sense: asked before quoted before needed', () => {
    expect(fields('Date: 02/03/2026\nQuotes due: 02/10/2026\nNeeded by: 04/05/2026\nOur reference: X-1')[3]).toBe(
      '2026-04-05',
    );
  });
});
