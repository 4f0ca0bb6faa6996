/** Parts between bars that stand in no group. */
const list = (text: string): readonly string[] => {
  const parts = [''];
  let depth = 0;
  for (const char of text) {
    if (char === '(') depth++;
    if (char === ')') depth--;
    if (char === '|' && depth === 0) parts.push('');
    else parts.push((parts.pop() ?? '') + char);
  }
  return parts.map((part) => part.trim());
};

/** Values for the `{names}` of the phrases; they may hold groups and names themselves. */
export const slots: Readonly<Record<string, readonly string[]>> = {
  thing: list(
    '{sku}|{sku}|(the |)(oak shelf|Steel Bracket 40|drill press DX{n}|cordless screwdriver|copper pipe {n}mm|Marina lamp|hinge|flange seal|bookcase Nordic|TurboFan {n}|Kabelkanal {n}x{n}|Bürolampe Luna|Dübel {n} mm|Werkbank Profi|Winkelschleifer|Regal Kiefer|Schutzbrille|Kugellager {n}|Kaffeemaschine Aroma|hand saw|Flanschdichtung|paint roller|wool blanket|ceramic vase|extension cord {n} m|desk lamp|Ledersessel|Zimmerpflanze|Thermoskanne|monitor arm|Wandfarbe|Sackkarre|ladder {n} steps|garden bench|Gummistiefel|Rasenmäher|tape measure|Spaten|rucksack|filing cabinet|sofa Lena|Vase|Teppich|Akku|Stuhl|chair|lamp|pump|table|mug|hose|tent|hammer)|(den|der|die|das|dem|the|our|unser|unsere) {noun}|(the|den|die|das) {noun} {noun}|{noun} {sku}|{person} {n}',
  ),
  noun: list(
    'shelf|drill|press|screwdriver|pipe|lamp|hinge|seal|bookcase|heater|Kabel|Leuchte|Dübel|Werkbank|Schleifer|Regal|Brille|Lager|Kanne|saw|Dichtung|roller|blanket|vase|cord|Sessel|Pflanze|monitor|Farbe|Karre|ladder|bench|Stiefel|Mäher|Spaten|backpack|cabinet|sofa|Teppich|Akku|Stuhl|chair|pump|table|mug|hose|tent|hammer|bracket|bolt|screw|Schraube|Mutter|washer|Rohr|Ventil|valve|Filter|motor|gloves|helmet|jacket|Tasse|Decke|Matratze|pillow|desk|Tisch|Lampe|Schlauch|Pumpe|Handschuh|Helm|Winkel|Panel|cable|adapter|charger|Drucker|paper|Kugelschreiber|pencil|Ordner|box|Karton|crate|pallet|wire|Draht|Nagel|nails|paint|brush|Pinsel|Eimer|bucket|Schaufel|shovel|rake|Säge|Zange|pliers|wrench|Schlüsselsatz|tool set|Werkzeugkasten|hammock|Hängematte|kettle|Kessel|tarp|Plane|birdhouse|Vogelhaus|rope|Seil|candle|Kerze|curtain|Vorhang|fan|Ventilator|heater|Heizung|camera|Kamera|router|printer|toner|keyboard|Tastatur|speaker|Lautsprecher|headset|bowl|Schüssel|pan|Pfanne|knife|Messer|bottle|Flasche|clock|Uhr|mirror|Spiegel|frame|Rahmen|lock|Schloss|key box|gate|Tor|fence panel|Zaun|tile|Fliese|brick|Ziegel|sponge|Schwamm|soap|Seife|towel|Handtuch|mattress|duvet|scarf|Schal|cap|Mütze|boots|Schuh|shirt|Hemd|trolley|cart jack|saddle|Sattel|bike|Fahrrad|scooter|Roller|battery|Batterie|solar panel|sensor|switch|Schalter|socket|Steckdose|fuse|Sicherung|bearing|Kugellager|gear|Zahnrad|spring|Feder|coupling|Kupplung|compressor|generator|welder|grinder|planer|Hobel|chisel|ruler|Lineal|scale|Waage|thermometer|sign|Schild|flag|Fahne|parasol|Sonnenschirm|grill|oven|Ofen|fridge|Kühlschrank|toaster|mixer|mop|Besen|bin|Mülleimer|basketball|puzzle|doll|Puppe|guitar|Gitarre|easel|notebook|Heft|stapler|scanner|projector|whiteboard',
  ),
  kind: list(
    '({colour} |{material} |large |small |cheap |good |große |günstige |leichte |){noun}s|{noun}|{colour} {noun}s|{material} {noun}|waterproof {noun}|wasserdichte {noun}|cordless {noun}s|folding {noun}|{noun}n|{noun}en aus {material}|{size} {noun}s|{noun} {size}|{noun} mit {size}|kabellose {noun}|ergonomische {noun}|LED {noun}s|{noun} {noun}',
  ),
  sku: list(
    'AX-{n}|B-{n}{n}|TK{n}|QR-{n}-L|LAMP-{n}|TAB-R|ZN-{n}|WX{n}B|FX-{n}-{n}|Cup-Red|KL-{n}|MNT-{n}|SKU {n}{n}|{code}|{code}|GX.{n}|P{n}-BL|Art. {n}{n}',
  ),
  n: list('2|3|4|7|12|15|25|30|48|60|80|120|200|350|500|1000|9|6|8|five|ten|zwölf|sechs'),
  code: list('48213|70551|105533|9920417|33108|51007|66120|4006381333931|120045'),
  size: list('{n} mm|{n}mm|{n} cm|{n} kg|{n}kg|{n}W|{n} V|{n} GB|{n} liter|{n}l|{n}x{n}|{n} inch|{n} m|10mm|2.5 m'),
  price: list(
    '{n} €|{n} euros|EUR {n}|{n},99 €|{n}.50|{n}.49 euros|{n} Euro|${n}|{n} dollars|{n},20|£{n}|{n} bucks|{n} CHF|{n}.95 EUR|{n} eur|{n}',
  ),
  place: list(
    'Munich|Paris|Vienna|Bavaria|Spain|Bremen|Zürich|Wien|Österreich|Schweden|the UK|Poland|Köln|Rom|London|Norway|Leeds|Italien|Graz|Norddeutschland|France|Belgium|Dresden',
  ),
  person: list(
    'Anke|Mr Jones|Frau Weber|Herr Lang|Tina|Oliver|Mrs Brown|Sven|Nadia|Paul|Frau Dr. Roth|Herrn Becker|Jim|Ms Taylor|Katrin|Familie Vogel|Dora|Miller|Ivan|Greta|Mrs Nowak|Herr Olsen|Sami|Carla|Jonas|Ms Ortega|Hannah|Uwe|Mehmet|Frau Lindqvist|Tom|Beate|Mr Patel|Yusuf|Frau Kowalczyk|Ben',
  ),
  who: list(
    '{mail}|{mail}|{person}|the customer|the supplier|our client {person}|den kunden|dem kunden|unserem lieferanten|{customer}|my boss|meinem chef|dem team|the team|den lieferanten',
  ),
  whotel: list(
    '{tel}|{tel}|{person}|the customer|the driver|our client {person}|den kunden|dem kunden|dem fahrer|{customer}|him|her|ihm|ihr|meiner kollegin|my colleague|den monteur|the technician',
  ),
  mail: list('info@{w}.de|{w}@firma.com|sales@{w}.co.uk|j.{w}@web.at|buero@{w}.ch'),
  w: list('lindner|apexo|kranz|smith|volta|hofer|blume|parker'),
  tel: list('+49 160 {n}{n}{n}55|0170 55{n}{n}11|+44 20 {n}{n} 4455|0043 664 {n}{n}{n}1|+1 555 010 99{n}'),
  customer: list(
    'Lindner GmbH|Apexo AG|Kranz & Söhne|Volta Ltd|Hofer KG|Blume Bau|Parker Inc|Stadtwerke {place}|{person}|{person}|Becker Metallbau|Orion Systems|Northwind|Schulze|Meyer|Stahlbau Roth|Fischer|Kowalski|Globex|Holzbau Brandt|the Larsen people|Initech|Feinkost Albers|Mayr OG|Dr. Sommer|Hotel Krone|Nguyen & Partner|Gemeinde {place}|Autohaus Lenz|Schreinerei Vogt|Oak & Co|Murphy Brothers|Petrov|the university of {place}|Bäckerei Ganter|Rossi SRL|Helvetica GmbH',
  ),
  msg: list(
    'the goods arrive on monday|we are closed next week|die ware ist abholbereit|wir melden uns nächste woche|the invoice is attached|thanks for your order|der termin verschiebt sich auf {n} uhr|please call me back|das angebot kommt später|the quote is ready|your parcel is on its way|the price went up|vielen dank für ihre anfrage|bitte rufen sie zurück|the meeting is moved|we need {n} more days|alles erledigt|i will be there at {n}|see you tomorrow|das paket ist da|der preis hat sich geändert|we received the payment|"{n} new items"|"bis morgen"|"on my way"|our new price list is out|the offer is valid until friday|we have cancelled the order|the product you wanted is sold out|please send us the documents|the price of the chairs has changed|your basket is still waiting|we need the contract back|the payment did not arrive|could you confirm the date|the sales meeting is at {n}|the samples are in the post|we deleted your old account|the import failed|we will deliver on {period}|she should bring the keys|he has to sign the papers|the customer is happy|everything is paid|the door code is {n}|the van broke down|we open at {n}|yes|that works for us|die rechnung ist noch offen|wir haben den preis geändert|das angebot gilt bis freitag|der artikel ist ausverkauft|bitte schicken sie uns die unterlagen|ihr warenkorb wartet noch|wir brauchen den vertrag zurück|die zahlung ist nicht angekommen|bitte bestätigen sie den termin|die muster sind in der post|der import ist fehlgeschlagen|wir liefern am montag|er soll die schlüssel mitbringen|sie muss noch unterschreiben|der kunde ist zufrieden|alles bezahlt|der türcode ist {n}|der transporter ist kaputt|wir öffnen um {n}|ja|das passt uns|wir sind umgezogen|es gibt neue produkte|die monteure kommen um {n}|das zimmer ist gebucht',
  ),
  quote: list('quote|offer|quotation|proposal|estimate|cost estimate|price quote|price offer|bid|tender offer'),
  quotede: list('angebot|offerte|kostenvoranschlag|preisangebot|verbindliches angebot|schriftliches angebot|angebot'),
  sheet: list(
    'price list|pricelist|spreadsheet|csv|csv file|excel file|excel sheet|excel|xlsx file|product file|product list file|supplier list|table of articles|preisliste|csv-datei|exceldatei|excel-tabelle|tabelle|lieferantenliste|excel|lieferantenpreisliste|produktdatei|katalogdatei|artikeldatei|xlsx-datei|price file|catalogue file|pdf price list|preisliste als pdf|supplier price list|tabellendatei',
  ),
  csvfile: list(
    '{w}.csv|prices_{n}.xlsx|articles-{w}.csv|preise.xls|katalog_{n}.csv|list.xlsx|produkte-{n}.csv|pricelist_{w}.pdf|preisliste-{w}.pdf|sortiment{n}.xlsx',
  ),
  pdf: list(
    '{w}.pdf|rfq-{n}.pdf|request_{w}.docx|anfrage{n}.pdf|scan-{n}.png|order_{n}.pdf|bestellung-{w}.pdf|contract_{w}.pdf|tender.docx|mail_{n}.eml|RFQ-{n}|vertrag-{n}.pdf|rechnung_{n}.pdf|invoice-{w}.pdf',
  ),
  doc: list(
    'document|pdf|rfq|inquiry|enquiry|invoice|purchase order|order form|request|contract|attachment|file|tender|scan|delivery note|specification|letter|customer request|request for quotation|agreement|order confirmation|receipt|word document|bill of quantities|order|paper|form|pdf file|upload|fax',
  ),
  docde: list(
    'dokument|pdf|anfrage|rechnung|bestellung|vertrag|anhang|datei|ausschreibung|scan|lieferschein|leistungsverzeichnis|kundenanfrage|schreiben|auftragsbestätigung|pdf-datei|brief|beleg|lastenheft|auftrag|bestellformular|word-datei|unterlage|vertrags|pflichtenheft|rahmenvertrag|kaufvertrag|eingangsrechnung|fax|formular',
  ),
  topic: list(
    'delivery|the deadline|warranty|late fees|the payment terms|penalties|liability|the total|quantity|packaging|the delivery address|price|termination|tolerances|the contact person|shipping|insurance|certificates|discount|the order number|confidentiality|installation|the start date',
  ),
  topicde: list(
    'lieferung|frist|garantie|vertragsstrafe|zahlungsbedingungen|haftung|gesamtsumme|menge|verpackung|lieferadresse|preis|kündigung|toleranzen|ansprechpartner|versand|versicherung|zertifikate|rabatt|bestellnummer|vertraulichkeit|montage|liefertermin|gewährleistung|zahlungsziel|laufzeit',
  ),
  topicoff: list(
    'cats|love|the sea|dragons|football|quantum physics|pirates|vampires|spring|my mother|robots|horses|winter|soccer|history|friendship|space|dinosaurs|thank you|cheese|religion|butter|flowers|the moon|dogs',
  ),
  topicoffde: list(
    'katzen|die liebe|das meer|drachen|fußball|quantenphysik|piraten|vampire|den frühling|meine mutter|roboter|pferde|den winter|geschichte|freundschaft|das weltall|dinosaurier|guten appetit|käse|religion|blumen|den mond|hunde',
  ),
  colour: list('red|blue|green|white|black|rot|blau|weiß|schwarz|grey|grau|yellow|grün|brown'),
  material: list(
    'steel|wood|plastic|leather|aluminium|oak|edelstahl|holz|kunststoff|leder|glas|glass|cotton|stainless steel|eiche|metall|baumwolle|rubber|kupfer',
  ),
  feature: list(
    'usb|a battery|bluetooth|wheels|a lid|usb-anschluss|rollen|deckel|akku|wlan|dimmer|armrests|armlehnen|a timer|automatic shut-off|griff',
  ),
  purpose: list(
    'the garden|my office|kids|outdoor use|welding|den garten|das büro|kinder|die werkstatt|the workshop|den außenbereich|the kitchen|die küche|camping|a warehouse|das lager|construction sites|die baustelle',
  ),
  period: list(
    'last month|this year|last year|last week|this quarter|q{n}|q1|q3 2024|2023|january|march|may 2024|today|yesterday|the last {n} days|the past {n} weeks|the first quarter|the second half of the year|last quarter|december|this month|summer|the current year|so far this year|in august|year to date',
  ),
  periodde: list(
    'letzten monat|dieses jahr|letztes jahr|letzte woche|dieses quartal|q1|q3 2024|2023|januar|märz|mai 2024|heute|gestern|den letzten {n} tagen|ersten quartal|zweiten halbjahr|letztes quartal|dezember|diesen monat|sommer|laufenden jahr|vormonat|vorjahr|diese woche|august|vergangenen monat|letzten quartal',
  ),
  bizword: list(
    'product|products|customer|customers|email|mail|document|quote|basket|cart|offer|price|catalogue|invoice|sms|whatsapp|order|mailman|letter|text|file|import|delivery|sales|payment|item|list|article|client|trolley|report|contract|search|update|checkout|message|spreadsheet|sale|stock',
  ),
  bizwordde: list(
    'produkt|kunde|kunden|mail|dokument|angebot|korb|warenkorb|preis|katalog|rechnung|sms|whatsapp|bestellung|postbote|brief|text|datei|import|lieferung|verkauf|zahlung|artikel|liste|einkaufswagen|bericht|vertrag|suche|nachricht|tabelle|lager|bestand|umsatz|kasse',
  ),
  wishen: list(
    '(delete|remove|discontinue) ({thing}|the product|that article)|(send|write) (the|an|any|that) (mail|email|sms|text|whatsapp|message)( to {who}|)|(email|text|whatsapp|call|message) ({person}|him|her|the customer)|(import|upload|load) (the|that) (file|price list|csv|spreadsheet)|(add|put) ({thing}|it|that|anything) (to|in) (my|the) (basket|cart)|(make|create|prepare|generate) (a|the|any) (quote|offer|report|product)|(change|update|raise|lower|touch) (the price|{thing}|the description|it)|(process|read|scan|open|upload) (the|this|that) (document|pdf|invoice|file)|(search|look) for (the customer|products|{customer}|{kind})|(show|list|open) (me |)(the catalog|all products|my basket|the sales figures|anything)|(pay|check out|order|buy) (it|anything|{thing}|that|now)|(create|add|register) (the|a|that) (product|article|item)|(send|give) me (the|a) payment link',
  ),
  objde: list(
    '{thing}|das produkt|den artikel|die mail|die e-mail|die sms|die whatsapp|das angebot|die datei|die preisliste|den preis|das dokument|die rechnung|die anfrage|es|das|die bestellung|den kunden|die nachricht|meinen warenkorb|den katalog|den zahlungslink|alles',
  ),
  gib: list('{g}{g}|{g}{g}{g}|{g}x{g}|{g}k{g}q|{g}{g}'),
  g: list('ba|zu|xo|fr|kl|qu|mn|gl|po|sd|hj|wq|tz|vb|ui|la|pf|ghk|rrt|dsa|yx|lk|bn|fe|wo|ji'),
};
