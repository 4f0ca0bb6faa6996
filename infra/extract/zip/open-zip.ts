import { Readable } from 'node:stream';
import yauzl from 'yauzl';
import { limits } from '../limits.ts';
import { Rejected } from '../rejected.ts';

export type ZipFile = {
  names: ReadonlySet<string>;
  /** Streams an entry; every byte that really comes out counts against the archive's budget. */
  stream: (name: string) => Promise<Readable>;
  text: (name: string) => Promise<string>;
  close: () => void;
};

function openBuffer(bytes: Buffer): Promise<yauzl.ZipFile> {
  return new Promise((resolve, reject) => {
    yauzl.fromBuffer(bytes, { lazyEntries: true, validateEntrySizes: true, autoClose: false }, (error, zip) => {
      if (zip !== undefined && zip !== null) resolve(zip);
      else reject(new Rejected('corrupt', `zip: ${error?.message ?? 'unreadable'}`));
    });
  });
}

function listEntries(zip: yauzl.ZipFile): Promise<Map<string, yauzl.Entry>> {
  if (zip.entryCount > limits.zipEntries) throw new Rejected('zip_bomb', `${zip.entryCount} entries`);
  return new Promise((resolve, reject) => {
    const entries = new Map<string, yauzl.Entry>();
    zip.on('error', (error: Error) => reject(new Rejected('corrupt', `zip: ${error.message}`)));
    zip.on('end', () => resolve(entries));
    zip.on('entry', (entry: yauzl.Entry) => {
      if (entry.isEncrypted()) return reject(new Rejected('encrypted', 'encrypted zip entry'));
      entries.set(entry.fileName, entry);
      if (entries.size > limits.zipEntries) return reject(new Rejected('zip_bomb', 'too many entries'));
      zip.readEntry();
    });
    zip.readEntry();
  });
}

function openEntry(zip: yauzl.ZipFile, entry: yauzl.Entry): Promise<Readable> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (stream !== undefined && stream !== null) resolve(stream);
      else reject(new Rejected('corrupt', `zip: ${error?.message ?? 'unreadable entry'}`));
    });
  });
}

/** Counts what really comes out: sizes in the directory are claims of the attacker. */
function createBudget(packedBytes: number): (bytes: number) => void {
  let total = 0;
  const ratioCap = Math.max(limits.zipRatioFloorBytes, packedBytes * limits.zipRatio);
  return (bytes) => {
    total += bytes;
    if (total > Math.min(limits.zipBytes, ratioCap)) throw new Rejected('zip_bomb', `unpacks to over ${total} bytes`);
  };
}

async function* metered(source: Readable, spend: (bytes: number) => void): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of source) {
      const bytes = Buffer.from(chunk);
      spend(bytes.length);
      yield bytes;
    }
  } catch (error) {
    throw error instanceof Rejected ? error : new Rejected('corrupt', 'zip: damaged entry');
  }
}

/** Opens an archive held in memory, with caps on entries and on the bytes that come out of it. */
export async function openZip(bytes: Buffer): Promise<ZipFile> {
  const zip = await openBuffer(bytes);
  const entries = await listEntries(zip);
  const spend = createBudget(bytes.length);
  const stream = async (name: string): Promise<Readable> => {
    const entry = entries.get(name);
    if (entry === undefined) throw new Rejected('corrupt', `zip: ${name} is missing`);
    return Readable.from(metered(await openEntry(zip, entry), spend));
  };
  const text = async (name: string): Promise<string> => {
    const chunks: Buffer[] = [];
    for await (const chunk of await stream(name)) chunks.push(Buffer.from(chunk));
    return Buffer.concat(chunks).toString('utf8');
  };
  return { names: new Set(entries.keys()), stream, text, close: () => zip.close() };
}
