/** ISO 4217 currencies whose minor unit is not the hundredth (money rule 8). Payment providers keep their own tables. */
const exponentByCode: ReadonlyMap<string, number> = new Map([
  ...codes('BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF', 0),
  ...codes('BHD IQD JOD KWD LYD OMR TND', 3),
  ...codes('CLF UYW', 4),
  ...codes(
    `AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF
     CHW CNY COP COU CRC CUC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HRK HTG HUF
     IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV
     MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SLL SOS SRD SSP
     STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XAD XCD XCG YER ZAR ZMW ZWG ZWL`,
    2,
  ),
]);

function codes(list: string, exponent: number): [string, number][] {
  return list.split(/\s+/).map((code) => [code, exponent]);
}

/**
 * Decimals of a currency's minor unit by ISO 4217: 2 for EUR, 0 for JPY, 3 for KWD, 4 for CLF.
 * `undefined` when the code names no currency with a minor unit (a typing error, a metal, a test code).
 */
export const currencyExponent = (code: string): number | undefined => exponentByCode.get(code);
