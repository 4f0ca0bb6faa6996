import { foldMessage, isOneEdit } from './fold-message.ts';

/**
 * Words of English and German by what they mean. `*` at the end: any ending. Phrases are written with `_`. All are
 * folded like messages before they are compared.
 */
const vocabulary = {
  create:
    'create creat* creating make register define introduce erstelle* erstell erzeug* anleg* lege leg angelegt anzulegen erfass* neu neuer neues neuen neue new set_up',
  add: 'add adding put place drop throw include hinzu* pack packe packen einpacken tu tue fuge fug lege leg legen hinein rein dazu nimm aufnehmen aufzunehmen',
  buy: 'buy purchase order kauf kaufe kaufen bestell* ordern erwerben ill_take i_will_take ich_nehme i_want_to_have nehmen nehme brauche_noch',
  change:
    'change changing update updat* edit modify adjust set raise lower increase reduce rename correct fix andere ander andern aktualisier* setz setze setzen erhoh* senk* reduzier* bearbeit* anpass* passe pass korrigier* umbenenn* benenn* verander* geandert abandern editier* billiger teurer cheaper',
  remove:
    'delete delet* remov* discontinue retire archive drop losch* entfern* streich* geloscht rausnehm* auslist* loswerden get_rid aus_dem_sortiment aus_dem_katalog take_off take_out nimm_aus',
  list: 'list all every alle alles liste auflist* overview ubersicht samtlich* entire whole gesamt* complete komplett* catalog* catalogue* katalog* sortiment* browse assortment',
  show: 'show display give see view open zeig zeige zeigen anzeigen gib sehen anschauen ansehen let_me_see whats_in what_is_in was_ist_in was_ist_im was_liegt_im was_liegt pull_up check prufe review',
  search:
    'search find look_for looking_for look_up searching lookup seek such suche suchen sucht finde finden find gesucht nach_suchen heraussuchen raussuchen do_you_have do_you_sell do_you_carry do_you_stock do_we_have have_you_got got_any haben_sie habt_ihr hast_du haben_wir gibt_es gibts fuhren_sie verkauft_ihr verkaufen_sie need brauche brauchen benotig* recommend empfiehl* empfehl*',
  detail:
    'details detail information info infos informationen specs spec specification* datenblatt datasheet price pricing prices cost costs preis preise kostet kosten how_much wieviel wie_viel in_stock lagernd auf_lager verfugbar available availability verfugbarkeit lagerbestand tell_me_about erzahl eigenschaften features describe beschreib* technische masse dimensions weight gewicht',
  product: 'product products produkt* article articles artikel* item items sku skus ware waren goods listing position',
  stock:
    'stock inventory price pricing preis preise verkaufspreis* description beschreibung bestand lagerbestand name title titel category kategorie vat mwst image bild',
  basket: 'basket cart trolley warenkorb* einkaufswagen korb einkaufskorb shopping_bag',
  pay: 'pay paying payment checkout check_out bezahl* zahlen zahle zahlung zahlungslink* bezahllink* kasse zahlungsseite settle begleich*',
  link: 'link url zahlungslink* bezahllink* checkout kasse',
  question:
    'what which when where who whose how why does is are was welche* wann wo wer wie warum wieso welch* ist sind steht stehen hat gibt can kann do explain erklar* summari* zusammenfass* fasse answer beantwort* says say mentioned erwahnt tell sag question frage question_about hast haben habt lauten lautet nenne',
  policy:
    'shipping ship delivery deliver lieferzeit* liefert liefern lieferung versand* versendet return returns returning refund* ruckgabe* ruckerstatt* umtausch* widerruf* retour* zuruckgeben zuruckschick* warranty guarantee garantie* gewahrleistung* payment_methods zahlungsarten zahlungsmethoden zahlungsmoglichkeiten zahlungsbedingungen payment_terms opening_hours offnungszeiten geoffnet policy policies agb terms minimum_order mindestbestell* discount discounts rabatt* compatible kompatibel credit_cards kreditkarte* paypal invoice rechnung auf_rechnung ruckgaberecht opened hours stornier* support_hours datenschutz privacy',
  send: 'send sent sending forward write text notify message drop_a shoot schick* sende senden send versend* schreib* verschick* weiterleit* leite benachrichtig* informier* mail email emaile maile mailen',
  email: 'email emails mail mails emaile maile mailen mailing mailt per_mail',
  sms: 'sms textnachricht* text_message text_messages textmessage kurznachricht* text_to',
  whatsapp: 'whatsapp whatsap watsapp whats_app whatsappnachricht wa_message',
  process:
    'process processing read extract scan analyse analyze parse digitise digitize verarbeit* einles* lies lese ausles* auswert* werte extrahier* analysier* scanne* upload hochlad* lade erfasse take_in handle ingest evaluate',
  document:
    'document documents dokument* pdf rfq rfqs inquiry inquiries enquiry anfrage anfragen anfragedokument ausschreibung* tender leistungsverzeichnis contract vertrag vertrage purchase_order attachment anhang bestellschein scan scanned kundenanfrage* specification_sheet lastenheft',
  file: 'pricelist price_list price_lists preisliste* spreadsheet csv xlsx excel tabelle product_file produktdatei produktliste artikelliste product_list catalog_file katalogdatei supplier_list lieferantenliste',
  import:
    'import imports importing importier* importieren upload hochlad* lade load einles* einspiel* spiel* ubernimm ubernehm* ingest lies lese process verarbeit*',
  quote: 'quote quotes quotation* offer offers proposal proposals angebot* offerte* kostenvoranschlag* estimate',
  prepare:
    'prepare draft generate generier* write calculate make create creat* erstell* erzeug* mach mache machen schreib* kalkulier* bereite vorbereit* ausarbeit* need brauche brauchen give get gib build turn issue anfertig* i_want want would_like benotig* konnen_sie_mir unterbreit* hatte_gern* mochte please_quote',
  customer:
    'customer customers kunde kunden client clients kundin company companies firma firmen buyer buyers account_holder kundenliste kundendaten kundenkartei kundenstamm kundennummer',
  sales:
    'sales revenue turnover umsatz* umsatze verkaufszahlen verkaufsstatistik* absatz* kpi kpis analytics statistics statistik* statistiken auswertung* conversion win_rate erfolgsquote gewinnquote best_selling bestsell* top_sellers top_products top_customers top_kunden verkaufsbericht sales_report kennzahlen vertriebszahlen how_much_did_we_sell how_many_quotes wie_viele_angebote verkauft_haben how_did_we_do earned profit gewinn marge margin verkaufsanalyse sold_most sell_the_most meistverkauft*',
  greeting:
    'hello hi hey hiya good_morning good_afternoon good_evening guten_tag guten_morgen guten_abend hallo moin servus gruss gruezi greetings howdy morning tach',
  help: 'help hilfe hilf what_can_you_do what_do_you_do was_kannst_du was_konnen_sie how_does_this_work wie_funktioniert_das wie_funktioniert_dies wobei_kannst assist commands befehle options instructions anleitung',
  off: 'weather wetter rain regen forecast joke jokes witz witze song songs lied music musik movie film poem gedicht recipe rezept restaurant hotel flight flug football fussball soccer politics politik president prasident capital hauptstadt news nachrichten horoscope horoskop birthday geburtstag dog hund cat katze homework hausaufgaben tired mude love liebe liebst dinner girlfriend holiday vacation urlaub soup suppe translate ubersetze sing meaning_of_life sinn_des_lebens time_is_it wie_spat password passwort train zug bahn pizza taxi kuchen cake novel roman story geschichte bedtime doctor arzt chess schach game spiel world_cup garden garten',
} as const satisfies Record<string, string>;

export type Concept = keyof typeof vocabulary;

interface Entry {
  concept: Concept;
  stem: string;
  open: boolean;
}

const concepts = Object.keys(vocabulary).filter((name): name is Concept => name in vocabulary);
const exact = new Map<string, Set<Concept>>();
const stems: Entry[] = [];
const long: Entry[] = [];
const phrases: Entry[] = [];
for (const concept of concepts) {
  for (const raw of vocabulary[concept].split(' ')) {
    const open = raw.endsWith('*');
    const stem = foldMessage(raw.replace('*', '').replaceAll('_', ' '));
    const entry = { concept, stem, open };
    if (stem.includes(' ')) phrases.push({ ...entry, stem: ` ${stem} ` });
    else if (open) stems.push(entry);
    else exact.set(stem, (exact.get(stem) ?? new Set()).add(concept));
    if (stem.length >= 6 && !stem.includes(' ')) long.push(entry);
  }
}

/** Real words that are one edit from a trigger and mean something else. */
const notTypos = new Set(
  ['chance', 'dealer', 'prices', 'orders', 'border', 'customs', 'custom', 'season', 'reason'].map(foldMessage),
);

const isTypoOf = (word: string, { stem, open }: Entry): boolean => {
  if (word[0] !== stem[0]) return false;
  if (!open) return isOneEdit(word, stem);
  return [-1, 0, 1].some((more) => isOneEdit(word.slice(0, stem.length + more), stem));
};

/** What one word can mean; a word of six letters and more may have one typing error. */
export const conceptsOfWord = (word: string): ReadonlySet<Concept> => {
  const found = new Set(exact.get(word));
  for (const { concept, stem } of stems) if (word.startsWith(stem)) found.add(concept);
  if (found.size > 0 || word.length < 5 || word.length > 40 || notTypos.has(word)) return found;
  for (const entry of long) if (isTypoOf(word, entry)) found.add(entry.concept);
  return found;
};

/** Everything that words in a row mean, phrases included. */
export const conceptsOf = (words: readonly string[]): Set<Concept> => {
  const found = new Set<Concept>();
  for (const word of new Set(words)) for (const concept of conceptsOfWord(word)) found.add(concept);
  const line = ` ${words.join(' ')} `;
  for (const { concept, stem } of phrases) if (line.includes(stem)) found.add(concept);
  return found;
};
