import { StringDecoder } from 'node:string_decoder';
import type { Readable } from 'node:stream';
import { SaxesParser } from 'saxes';
import { limits } from '../limits.ts';
import { Rejected } from '../rejected.ts';

export type XmlVisitor = {
  /** Names come without their namespace prefix. */
  open?: (name: string, attributes: Readonly<Record<string, string>>) => void;
  close?: (name: string) => void;
  text?: (text: string) => void;
};

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

function localAttributes(attributes: Record<string, string>): Record<string, string> {
  const plain: Record<string, string> = {};
  for (const [name, value] of Object.entries(attributes)) plain[localName(name)] = value;
  return plain;
}

/** Streams XML through a visitor. A DOCTYPE is refused: no entity is ever declared, fetched or expanded. */
export async function walkXml(source: Readable, visitor: XmlVisitor): Promise<void> {
  const parser = new SaxesParser({ xmlns: false, position: false });
  let depth = 0;
  parser.on('doctype', () => {
    throw new Rejected('corrupt', 'xml with a DOCTYPE');
  });
  parser.on('error', (error) => {
    throw new Rejected('corrupt', `xml: ${error.message.slice(0, 200)}`);
  });
  parser.on('opentag', (tag) => {
    if (++depth > limits.xmlDepth) throw new Rejected('too_complex', 'xml nested too deeply');
    visitor.open?.(localName(tag.name), localAttributes(tag.attributes));
  });
  parser.on('closetag', (tag) => {
    depth--;
    visitor.close?.(localName(tag.name));
  });
  parser.on('text', (text) => visitor.text?.(text));
  parser.on('cdata', (text) => visitor.text?.(text));
  const decoder = new StringDecoder('utf8');
  for await (const chunk of source) parser.write(decoder.write(Buffer.from(chunk)));
  parser.write(decoder.end());
  parser.close();
}
