import { Schema, type Model } from 'mongoose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestDatabase, type TestDatabase } from '../../test/harness/test-database.ts';
import { tenantScoped } from './tenant-plugin.ts';

interface Note {
  workspaceId: string;
  text: string;
}

let database: TestDatabase;
let notes: Model<Note>;
beforeAll(async () => {
  database = await startTestDatabase();
  const schema = new Schema<Note>({ text: String }).plugin(tenantScoped);
  notes = database.connection.model<Note>('Note', schema, 'notes');
  await notes.insertMany([
    { workspaceId: 'mine', text: 'a' },
    { workspaceId: 'theirs', text: 'b' },
  ]);
});
afterAll(() => database?.[Symbol.asyncDispose]());

const text = 'a';
const set = { $set: { text: 'changed' } };
test.each<[string, () => Promise<unknown>]>([
  ['find', () => notes.find({ text }).exec()],
  ['find with nothing', () => notes.find().exec()],
  ['find by an operator', () => notes.find({ workspaceId: { $ne: 'mine' } }).exec()],
  ['find by an empty name', () => notes.find({ workspaceId: '' }).exec()],
  ['findOne', () => notes.findOne({ text }).exec()],
  ['findById', () => notes.findById('000000000000000000000000').exec()],
  ['exists', () => notes.exists({ text }).exec()],
  ['findOneAndUpdate', () => notes.findOneAndUpdate({ text }, set).exec()],
  ['findOneAndReplace', () => notes.findOneAndReplace({ text }, { text }).exec()],
  ['findOneAndDelete', () => notes.findOneAndDelete({ text }).exec()],
  ['updateOne', () => notes.updateOne({ text }, set).exec()],
  ['updateMany', () => notes.updateMany({}, set).exec()],
  ['replaceOne', () => notes.replaceOne({ text }, { text }).exec()],
  ['deleteOne', () => notes.deleteOne({ text }).exec()],
  ['deleteMany', () => notes.deleteMany({}).exec()],
  ['countDocuments', () => notes.countDocuments({}).exec()],
  ['estimatedDocumentCount', () => notes.estimatedDocumentCount().exec()],
  ['distinct', () => notes.distinct('text').exec()],
  ['aggregate', () => notes.aggregate([{ $group: { _id: '$text' } }]).exec()],
  [
    'aggregate that matches too late',
    () => notes.aggregate([{ $limit: 9 }, { $match: { workspaceId: 'mine' } }]).exec(),
  ],
  ['bulkWrite', () => notes.bulkWrite([{ deleteMany: { filter: { text } } }])],
  [
    'bulkWrite with one operation too many',
    () =>
      notes.bulkWrite([
        { updateOne: { filter: { workspaceId: 'mine' }, update: set } },
        { updateOne: { filter: { text }, update: set } },
      ]),
  ],
  ['insertMany', () => notes.insertMany([{ text }])],
  ['insertOne', () => notes.insertOne({ text })],
  ['create', () => notes.create({ text })],
])('%s without a workspace never reaches the database', async (_name, run) => {
  await expect(run()).rejects.toThrow(/workspaceId/);
  const stored = await notes.collection.find().sort({ text: 1 }).toArray();
  expect(stored.map((each) => each.text)).toEqual(['a', 'b']);
});

test('a query that names its workspace sees that one alone', async () => {
  expect(await notes.find({ workspaceId: 'mine' }).lean()).toMatchObject([{ text: 'a' }]);
  expect(await notes.countDocuments({ workspaceId: 'theirs' })).toBe(1);
  expect(await notes.distinct('text', { workspaceId: 'mine' })).toEqual(['a']);
  expect(await notes.aggregate([{ $match: { workspaceId: 'mine' } }, { $count: 'count' }])).toEqual([{ count: 1 }]);
});

test('nothing moves from one workspace to another', async () => {
  await notes.updateOne({ workspaceId: 'mine' }, { $set: { workspaceId: 'theirs' } });
  expect(await notes.countDocuments({ workspaceId: 'mine' })).toBe(1);
});
