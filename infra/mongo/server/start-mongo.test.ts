import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mongo } from 'mongoose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startMongo, type MongoServer } from './start-mongo.ts';

const CALLERS = 50;

type Counter = { _id: string; number: number };
type Product = { tenantId: string; sku: string; rank: number; name: string };

let dataDir: string;
let server: MongoServer;
let client: mongo.MongoClient;
const silent = () => undefined;
const each = <Result>(count: number, call: (index: number) => Promise<Result>) =>
  Promise.all(Array.from({ length: count }, (_, index) => call(index)));
const counters = () => client.db('test').collection<Counter>('counters');
const products = () => client.db('test').collection<Product>('products');

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'mongo-'));
  server = await startMongo({ dataDir, report: silent });
  client = await mongo.MongoClient.connect(server.uri, { maxPoolSize: CALLERS });
});

afterAll(async () => {
  await client?.close();
  await server?.stop();
});

test('50 callers who take numbers with findOneAndUpdate "after" all get different ones', async () => {
  await counters().insertOne({ _id: 'after', number: 0 });
  const taken = await each(400, () =>
    counters().findOneAndUpdate({ _id: 'after' }, { $inc: { number: 1 } }, { returnDocument: 'after' }),
  );
  const numbers = taken.map((counter) => counter?.number ?? 0).toSorted((left, right) => left - right);
  expect(numbers).toEqual(Array.from({ length: 400 }, (_, index) => index + 1));
});

test('of 50 callers with the same unique key, one wins and the others hear "duplicate key"', async () => {
  await products().createIndex({ tenantId: 1, sku: 1 }, { unique: true });
  const outcomes = await each(CALLERS, (rank) =>
    products()
      .insertOne({ tenantId: 'contested', sku: 'X-1', rank, name: 'contested' })
      .then(
        () => 'won',
        (error: unknown) => (error instanceof mongo.MongoServerError ? error.code : error),
      ),
  );
  expect(outcomes.filter((outcome) => outcome === 'won')).toHaveLength(1);
  expect(outcomes.filter((outcome) => outcome === 11_000)).toHaveLength(CALLERS - 1);
});

test('of 50 conditional updates of one version, one is applied', async () => {
  await counters().insertOne({ _id: 'version', number: 1 });
  const results = await each(CALLERS, () =>
    counters().updateOne({ _id: 'version', number: 1 }, { $inc: { number: 1 } }),
  );
  expect(results.map((result) => result.modifiedCount).filter((count) => count === 1)).toHaveLength(1);
});

test('50 upserts of one new key make one document', async () => {
  await each(CALLERS, () =>
    counters()
      .updateOne({ _id: 'upserted' }, { $inc: { number: 1 } }, { upsert: true })
      .catch(() => undefined),
  );
  expect(await counters().countDocuments({ _id: 'upserted' })).toBe(1);
});

test('a reader never sees half of an update that sets two fields', async () => {
  const pairs = client.db('test').collection<{ _id: string; left: number; right: number }>('pairs');
  await pairs.insertOne({ _id: 'pair', left: 0, right: 0 });
  const writes = each(300, (value) => pairs.updateOne({ _id: 'pair' }, { $set: { left: value, right: value } }));
  const reads = await each(300, () => pairs.findOne({ _id: 'pair' }));
  await writes;
  expect(reads.filter((pair) => pair?.left !== pair?.right)).toEqual([]);
});

test('queries by tenant find the same with and without an index, filtered, sorted, paged and after changes', async () => {
  const rows = Array.from({ length: 300 }, (_, index) => ({
    tenantId: `tenant-${index % 3}`,
    sku: `S-${index}`,
    rank: (index * 7) % 50,
    name: `name ${index % 10}`,
  }));
  await products().insertMany(rows.map((row) => ({ ...row })));
  const ask = async () => {
    const find = products().find({ tenantId: 'tenant-1', rank: { $gte: 10 } }, { projection: { _id: 0 } });
    const chosen = products().find(
      { tenantId: { $in: ['tenant-0', 'tenant-2'] }, name: 'name 4' },
      { projection: { _id: 0 } },
    );
    const bySku = products().find(
      { tenantId: 'tenant-1', sku: { $in: ['S-1', 'S-4', 'S-5'] } },
      { projection: { _id: 0 } },
    );
    return {
      descending: await find.sort({ rank: -1, sku: -1 }).skip(5).limit(20).toArray(),
      ascending: await find.clone().sort({ rank: 1, sku: 1 }).limit(20).toArray(),
      chosen: (await chosen.toArray()).toSorted((left, right) => left.sku.localeCompare(right.sku)),
      bySku: (await bySku.toArray()).toSorted((left, right) => left.sku.localeCompare(right.sku)),
      count: await products().countDocuments({ tenantId: 'tenant-1', rank: 21 }),
    };
  };
  const scanned = await ask();
  expect(scanned.descending).toHaveLength(20);
  expect(scanned.bySku.map((product) => product.sku)).toEqual(['S-1', 'S-4']);
  await products().createIndex({ tenantId: 1, rank: 1, sku: 1 });
  expect(await ask()).toEqual(scanned);

  await products().updateMany({ tenantId: 'tenant-1', rank: 21 }, { $set: { rank: 1_000 } });
  await products().deleteOne({ tenantId: 'tenant-1', sku: 'S-1' });
  const changed = await ask();
  expect(changed.count).toBe(0);
  expect(changed.descending[0]?.rank).not.toBe(scanned.descending[0]?.rank);
  await products().dropIndex('tenantId_1_rank_1_sku_1');
  expect(await ask()).toEqual(changed);
});

test('kill -9 of the database loses no acknowledged write, and indexes hold after the restart', async () => {
  const numbers = client.db('test').collection<{ _id: number; key: string }>('numbers');
  await numbers.createIndex({ key: 1 }, { unique: true });
  const acknowledged: number[] = [];
  const gone = server.ended;
  const writing = each(20, async (writer) => {
    for (let _id = writer; ; _id += 20) {
      await numbers.insertOne({ _id, key: `key-${_id}` });
      acknowledged.push(_id);
      if (acknowledged.length === 500 && server.pid !== undefined) process.kill(server.pid, 'SIGKILL');
    }
  }).catch(() => undefined);
  await gone;
  await client.close();
  await writing;

  server = await startMongo({ dataDir, report: silent });
  client = await mongo.MongoClient.connect(server.uri, { maxPoolSize: CALLERS });
  const kept = new Set(
    (await client.db('test').collection<{ _id: number }>('numbers').find().toArray()).map(({ _id }) => _id),
  );
  expect(acknowledged.length).toBeGreaterThanOrEqual(500);
  expect(acknowledged.filter((id) => !kept.has(id))).toEqual([]);
  const again = client
    .db('test')
    .collection<{ _id: number; key: string }>('numbers')
    .insertOne({ _id: -1, key: 'key-0' });
  await expect(again).rejects.toThrow(/duplicate key/);
});
