import { once } from 'node:events';
import { mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { getPriority, homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { rejectionText } from '../../domain/documents/content.ts';
import { createExtractor, type ExtractorOptions } from '../../infra/extract/extractor.ts';
import { processTree } from '../../infra/extract/process-tree.ts';
import { findReaderSandbox } from '../../infra/extract/reader-sandbox.ts';
import { startNode } from '../../infra/extract/start-reader.ts';
import { readProcess } from '../../infra/runtimes/process/process-table.ts';
import { drawTexts, pdf, xlsx, zip } from './file-builders.ts';

const { sandbox, problem } = await findReaderSandbox();

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hostile-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function reasonOf(bytes: Buffer | string, options: Partial<ExtractorOptions> = {}): Promise<string> {
  const path = join(folder, `${Math.random()}`);
  await writeFile(path, bytes);
  const outcome = await createExtractor({ sandbox, ...options }).extract(path, { onPart: () => {} });
  return outcome.status === 'rejected' ? outcome.reason : `read as ${outcome.kind}`;
}

describe('a hostile or broken file is rejected with its reason', () => {
  const key = '<28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a>';
  const encryption = `/Encrypt << /Filter /Standard /V 1 /R 2 /O ${key} /U ${key} /P -4 >> /ID [<01> <01>]`;
  const entry = (name: string, text = 'x'): { name: string; data: Buffer } => ({ name, data: Buffer.from(text) });

  const cases: [string, string, () => Buffer | string][] = [
    ['no bytes', 'empty', () => ''],
    ['only white space', 'empty', () => ' \n\n\t'],
    [
      'a PDF with a password',
      'encrypted',
      () => pdf([drawTexts([{ x: 1, y: 9, text: 'x' }])], { trailer: encryption }),
    ],
    ['an encrypted zip entry', 'encrypted', () => zip([{ ...entry('xl/workbook.xml'), encrypted: true }])],
    [
      'a protected Office file',
      'encrypted',
      () =>
        Buffer.concat([
          Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
          Buffer.from('EncryptedPackage', 'utf16le'),
        ]),
    ],
    [
      'an old binary Office file',
      'unsupported_type',
      () => Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0]),
    ],
    ['a program', 'unsupported_type', () => Buffer.from('7f454c4602010100000000000000000002003e00', 'hex')],
    ['noise', 'unsupported_type', () => Buffer.from(Array.from({ length: 4_000 }, (_, i) => (i * 7919) % 256))],
    ['a web page', 'unsupported_type', () => '<!DOCTYPE html><html><body>hi</body></html>'],
    ['a zip of anything', 'unsupported_type', () => zip([entry('a.txt')])],
    [
      'zip and PDF in one',
      'unsupported_type',
      () => Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(30), pdf([''])]),
    ],
    ['a PDF that is cut off', 'corrupt', () => Buffer.from('%PDF-1.7\n1 0 obj\n<< /Type /Cat')],
    ['a cut zip', 'corrupt', () => xlsx([{ name: 'A', rows: [['x']] }]).subarray(0, 300)],
    [
      'a workbook with a DOCTYPE',
      'corrupt',
      () => xlsx([{ name: 'A', rows: [['x']] }], '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'),
    ],
    [
      'a sheet that unpacks to 300 MB',
      'zip_bomb',
      () =>
        zip([
          entry('xl/workbook.xml', '<workbook><sheets><sheet name="A" sheetId="1" id="r1"/></sheets></workbook>'),
          entry(
            'xl/_rels/workbook.xml.rels',
            '<Relationships><Relationship Id="r1" Type="a/worksheet" Target="s.xml"/></Relationships>',
          ),
          { name: 'xl/s.xml', data: Buffer.concat([Buffer.from('<worksheet>'), Buffer.alloc(300_000_000, 0x20)]) },
        ]),
    ],
    ['a zip of 3,000 entries', 'zip_bomb', () => zip(Array.from({ length: 3_000 }, (_, i) => entry(`${i}`)))],
    ['ten thousand pages', 'too_complex', () => pdf(Array.from({ length: 10_000 }, () => ''))],
    [
      'a sheet of 60,000 rows',
      'too_complex',
      () => xlsx([{ name: 'A', rows: Array.from({ length: 60_000 }, () => [1]) }]),
    ],
    [
      'a sheet of 20,000 merged ranges',
      'too_complex',
      () =>
        xlsx([
          { name: 'A', rows: [['x']], extra: `<mergeCells>${'<mergeCell ref="A1:B2"/>'.repeat(20_000)}</mergeCells>` },
        ]),
    ],
    [
      'a picture of 60,000 × 60,000 pixels',
      'too_large',
      () => Buffer.from('89504e470d0a1a0a0000000d494844520000ea600000ea600802000000', 'hex'),
    ],
  ];
  it.for(cases)('%s: %s', async ([, reason, build]) => {
    expect(await reasonOf(build())).toBe(reason);
  });

  it('within limits of time and memory, and leaves no process behind', async () => {
    const file = pdf([drawTexts([{ x: 1, y: 9, text: 'x' }])]);
    expect(await reasonOf(file, { partCpuMs: 1 })).toBe('too_slow');
    expect(await reasonOf(file, { totalCpuMs: 1 })).toBe('too_slow');
    expect(await reasonOf(file, { memoryMb: 20 })).toBe('too_large');
    await expect.poll(() => process.getActiveResourcesInfo().filter((name) => name === 'ProcessWrap')).toEqual([]);
  });

  it('with a text a person understands, in both languages', () => {
    expect(rejectionText('encrypted')).toContain('password');
    expect(rejectionText('encrypted', 'de')).toContain('Passwort');
  });
});

const Facts = z.looseObject({ environment: z.array(z.string()) });

/** Processes below this one that live in a namespace of their own. */
const sandboxedProcesses = async (): Promise<number[]> => {
  const ids = processTree(process.pid);
  const statuses = await Promise.all(ids.map((id) => readFile(`/proc/${id}/status`, 'utf8').catch(() => '')));
  return ids.filter((_, index) => /^NSpid:\t\d+\t/m.test(statuses[index] ?? ''));
};

/** Process group and session (proc(5)). */
const groupOf = async (processId: number) => {
  const stat = await readFile(`/proc/${processId}/stat`, 'utf8');
  const [, , group, session] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return { group, session };
};

describe.skipIf(sandbox === null)(`a reader in the sandbox${sandbox === null ? `: ${problem}` : ''}`, () => {
  it('that is taken over reaches nothing of this machine', async () => {
    const secret = join(folder, 'secret');
    await writeFile(secret, 'of another tenant');
    const port = createServer().listen(0, '127.0.0.1');
    const socket = createServer().listen(join(folder, 'socket'));
    await Promise.all([once(port, 'listening'), once(socket, 'listening')]);
    const targets = {
      paths: [secret, '/etc/passwd', '/etc/hosts', '/sys', '/dev/tty', homedir(), import.meta.dirname],
      sockets: [Number(Object(port.address()).port), join(folder, 'socket')],
    };
    await using program = await open(join(import.meta.dirname, 'hostile-reader.ts'));
    const options = ['--input-type=module-typescript', '-', JSON.stringify(targets)];
    const child = startNode(options, program.fd, sandbox);
    const answer = await new Promise((resolve) => child.once('message', resolve).once('disconnect', resolve));
    port.close();
    socket.close();
    const facts = Facts.parse(answer);
    expect(facts).toMatchObject({ read: [], writable: [], connected: [], processes: 3 });
    expect(facts.environment.filter((name) => !['HOME', 'TZ', 'PWD'].includes(name))).toEqual([]);
  });

  it('works at low priority, and all of it is gone when it is called off', async () => {
    await expect.poll(sandboxedProcesses).toEqual([]);
    const path = join(folder, 'sheets');
    await writeFile(path, xlsx(Array.from({ length: 9 }, (_, index) => ({ name: `${index}`, rows: [['x']] }))));
    const controller = new AbortController();
    const first = Promise.withResolvers<void>();
    // The reader then waits until somebody takes its parts.
    const onPart = () => (first.resolve(), new Promise<void>(() => undefined));
    const reading = createExtractor({ sandbox }).extract(path, { signal: controller.signal, onPart });
    await Promise.race([first.promise, reading]);
    const processes = await sandboxedProcesses();
    const niceness = processes.map((id) => getPriority(id));
    const ours = await groupOf(process.pid);
    const theirs = await groupOf(processes[2] ?? 0);
    controller.abort();
    await expect(reading).rejects.toThrow('abort');
    const low = Math.min(19, getPriority() + 10);
    // The first process of the namespace, `timeout` and the reader.
    expect(niceness).toEqual([getPriority(), low, low]);
    // In another session its niceness would not count, in our group its signals could reach us.
    expect(theirs.session).toBe(ours.session);
    expect(theirs.group).not.toBe(ours.group);
    await expect.poll(() => Promise.all(processes.map(readProcess))).toEqual([null, null, null]);
  });
});
