import PostalMime, { type Address, type Attachment, type Email } from 'postal-mime';
import type { FlowBlock, MailAddress, MailHead } from '../../../contracts/document-reading.ts';
import { limits } from '../limits.ts';
import type { PartSink } from '../part-sink.ts';
import { Rejected } from '../rejected.ts';
import { readHtml } from './html-flow.ts';

export type ReadAttachment = (bytes: Buffer, name: string, sink: PartSink) => Promise<void>;

function mailboxes(addresses: readonly Address[] | undefined): MailAddress[] {
  return (addresses ?? []).flatMap((entry) =>
    'address' in entry && entry.address !== undefined ? [{ name: entry.name, address: entry.address }] : [],
  );
}

function headOf(email: Email): MailHead {
  const date = new Date(email.date ?? '');
  return {
    from: mailboxes(email.from === undefined ? [] : [email.from])[0] ?? null,
    replyTo: mailboxes(email.replyTo),
    to: mailboxes(email.to),
    subject: email.subject ?? '',
    date: Number.isNaN(date.getTime()) ? null : date.toISOString(),
  };
}

type MailBody = { text?: string; blocks?: FlowBlock[]; warnings: string[] };

const visibleLength = (text: string): number => text.replaceAll(/[^\p{L}\p{N}]/gu, '').length;

/**
 * HTML keeps tables and quotes apart, so it wins over the plain alternative, unless it says much less than the
 * plain text does (some programs send an HTML stub).
 */
function bodyOf(email: Email): MailBody {
  const text = email.text ?? '';
  if (email.html === undefined || email.html.trim() === '') return { text, warnings: [] };
  const { blocks, hiddenTexts } = readHtml(email.html);
  const html = blocks.map((block) =>
    block.kind === 'paragraph' ? block.text : block.rows.flatMap((row) => row.cells.map((c) => c.text)).join(' '),
  );
  if (visibleLength(html.join(' ')) < visibleLength(text) * 0.5) return { text, warnings: [] };
  return { blocks, warnings: hiddenTexts > 0 ? [`hidden_text: ${hiddenTexts}`] : [] };
}

/** Logos and signature pictures are part of the mail's looks, not of its message. */
function isDecoration(attachment: Attachment, size: number): boolean {
  if (!attachment.mimeType.startsWith('image/')) return false;
  return attachment.related === true || attachment.disposition === 'inline' || size < 60_000;
}

function bytesOf(content: Attachment['content']): Buffer {
  if (typeof content === 'string') return Buffer.from(content, 'utf8');
  return content instanceof ArrayBuffer
    ? Buffer.from(content)
    : Buffer.from(content.buffer, content.byteOffset, content.byteLength);
}

async function parseMail(bytes: Buffer): Promise<Email> {
  try {
    return await PostalMime.parse(bytes, {
      forceRfc822Attachments: true,
      maxNestingDepth: 32,
      maxHeadersSize: 1_000_000,
    });
  } catch (error) {
    throw new Rejected('corrupt', `mail: ${error instanceof Error ? error.message.slice(0, 200) : 'unreadable'}`);
  }
}

/** The mail itself as one part, then its attachments, each read as the document it is. */
export async function readMail(
  bytes: Buffer,
  name: string,
  sink: PartSink,
  readAttachment: ReadAttachment,
): Promise<void> {
  const email = await parseMail(bytes);
  sink.expect(1);
  const { warnings, ...body } = bodyOf(email);
  const part = await sink.push({
    name: email.subject ?? name,
    kind: 'mail',
    mail: headOf(email),
    ...body,
    ...(warnings.length > 0 ? { warnings } : {}),
  });
  if (email.attachments.length > limits.attachments) throw new Rejected('too_complex', 'too many attachments');
  for (const attachment of email.attachments) {
    const content = bytesOf(attachment.content);
    if (isDecoration(attachment, content.length)) continue;
    await readOne(content, attachment.filename ?? attachment.mimeType, part, sink, readAttachment);
  }
}

/** A bad attachment does not take the mail down with it: it is reported and left out. */
async function readOne(bytes: Buffer, name: string, mail: number, sink: PartSink, read: ReadAttachment): Promise<void> {
  const attached: PartSink = {
    get next() {
      return sink.next;
    },
    get known() {
      return sink.known;
    },
    expect: sink.expect,
    skip: sink.skip,
    warn: sink.warn,
    push: (part) =>
      sink.push({ attachmentOf: mail, ...part, name: part.kind === 'mail' ? part.name : `${name} · ${part.name}` }),
  };
  try {
    await read(bytes, name, attached);
  } catch (error) {
    if (!(error instanceof Rejected) || error.reason === 'zip_bomb') throw error;
    sink.warn(`attachment_unreadable: ${name}: ${error.reason}`);
  }
}
