import { setTimeout as sleep } from 'node:timers/promises';
import { on, reactTo } from '@zhiqiao/bus';
import { defineEvents, type EventOf } from '@zhiqiao/domain';
import { type Decide, type OnClock, type Rec, type RecordKind, refusals } from '@zhiqiao/records';
import { type Access, type Platform, type Route, route, type Service } from '@zhiqiao/service-kit';
import { z } from 'zod';

/** The smallest service that uses every part of the kit: notes on shelves. */

const noteEvents = defineEvents({
  service: 'sample',
  stream: 'note',
  schemaVersion: 1,
  types: {
    NoteWritten: z.strictObject({ shelf: z.string(), text: z.string(), fadesAt: z.string() }),
    NoteRewritten: z.strictObject({ text: z.string() }),
    NotePinned: z.strictObject({}),
    NoteFaded: z.strictObject({}),
  },
  examples: {
    NoteWritten: { shelf: 'shelf-1', text: 'hello', fadesAt: '2026-04-01T01:00:00.000Z' },
    NoteRewritten: { text: 'hello again' },
    NotePinned: {},
    NoteFaded: {},
  },
});
const shelfEvents = defineEvents({
  service: 'sample',
  stream: 'shelf',
  schemaVersion: 1,
  types: { NoteShelved: z.strictObject({ noteId: z.string() }) },
  examples: { NoteShelved: { noteId: 'note-1' } },
});

type NoteState =
  | { status: 'BLANK' }
  | { status: 'FRESH' | 'PINNED' | 'FADED'; shelf: string; text: string; fadesAt: string };
type NoteEvent = EventOf<typeof noteEvents>;
type ShelfEvent = EventOf<typeof shelfEvents>;
type ShelfState = { notes: string[] };

const note: RecordKind<NoteState, typeof noteEvents> = {
  events: noteEvents,
  initial: { status: 'BLANK' },
  evolve(state, event) {
    if (event.type === 'NoteWritten') return { status: 'FRESH', ...event.data };
    if (state.status === 'BLANK') return state;
    if (event.type === 'NoteRewritten') return { ...state, ...event.data };
    return { ...state, status: event.type === 'NotePinned' ? 'PINNED' : 'FADED' };
  },
  clocks: (state) => (state.status === 'FRESH' ? [{ kind: 'fade', at: new Date(state.fadesAt) }] : []),
  access: () => 'write',
  indexes: [{ fields: ['shelf'] }],
};
export const shelf: RecordKind<ShelfState, typeof shelfEvents> = {
  events: shelfEvents,
  initial: { notes: [] },
  evolve: (state, event) => ({ notes: [...state.notes, event.data.noteId] }),
  access: () => 'read',
};

const errors = refusals('sample', { notFresh: [409, '便签已定稿', 'The note is final'] });

type Decision = Decide<NoteState, NoteEvent>;
const DAY_MS = 86_400_000;
const write =
  (place: string, text: string): Decision =>
  (_, now) => [
    { type: 'NoteWritten', data: { shelf: place, text, fadesAt: new Date(now.getTime() + 30 * DAY_MS).toISOString() } },
  ];
const whileFresh =
  (event: NoteEvent): Decision =>
  ({ state }) => {
    if (state.status !== 'FRESH') throw errors.notFresh({ state: state.status, possible: [] });
    return [event];
  };

const CLERK = { roles: ['clerk'], scope: 'city' } as const satisfies Access;
const noteId = z.object({ id: z.string().min(1).max(200) });
const noteBody = z.object({ id: z.string(), status: z.string(), shelf: z.string(), text: z.string() });

const shown = (status: number, { id, version, state }: Rec<NoteState>) => {
  if (state.status === 'BLANK') throw new Error(`note ${id} was never written`);
  return { status, version, body: { id, status: state.status, shelf: state.shelf, text: state.text } };
};

const routes = (platform: Platform): Route[] => {
  const notes = platform.records(note);
  const shelves = platform.records(shelf);
  return [
    route({
      method: 'post',
      path: '/notes',
      operation: 'writeNote',
      title: { zh: '写便签', en: 'Write a note' },
      access: CLERK,
      body: z.strictObject({
        shelf: z.string().min(1).max(40),
        text: z.string().min(1).max(200),
        /** How long the writing takes. */
        takesMs: z.int().min(0).max(5000).default(0),
        tags: z.record(z.string(), z.unknown()).optional(),
      }),
      example: { shelf: 'shelf-1', text: 'hello' },
      answers: { 201: noteBody },
      async handle({ body, command }) {
        await sleep(body.takesMs);
        const { record } = await notes.create(command, write(body.shelf, body.text));
        return { ...shown(201, record), location: `/notes/${record.id}` };
      },
    }),
    route({
      method: 'get',
      path: '/notes',
      operation: 'listNotes',
      title: { zh: '查看便签', en: 'List the notes of a shelf' },
      access: CLERK,
      query: z.object({
        shelf: z.string().min(1),
        after: z.string().optional(),
        limit: z.coerce.number().int().min(1).max(50).default(20),
      }),
      answers: { 200: z.object({ items: z.array(noteBody) }) },
      async handle({ actor, query: { shelf: place, limit, after } }) {
        const { items, next } = await notes.find(actor, { where: { shelf: place }, limit, ...(after && { after }) });
        const body = { items: items.map((record) => shown(200, record).body) };
        return { status: 200, body, ...(next !== undefined && { next }) };
      },
    }),
    route({
      method: 'get',
      path: '/notes/:id',
      operation: 'readNote',
      title: { zh: '查看一张便签', en: 'Read a note' },
      access: CLERK,
      params: noteId,
      answers: { 200: noteBody },
      handle: async ({ actor, params }) => shown(200, await notes.get(actor, params.id)),
    }),
    route({
      method: 'put',
      path: '/notes/:id',
      operation: 'rewriteNote',
      title: { zh: '改写便签', en: 'Rewrite a note' },
      access: CLERK,
      params: noteId,
      body: z.strictObject({ text: z.string().min(1).max(200) }),
      answers: { 200: noteBody },
      async handle({ params, body, command }) {
        const rewritten = whileFresh({ type: 'NoteRewritten', data: body });
        return shown(200, (await notes.change(command, params.id, rewritten)).record);
      },
    }),
    route({
      method: 'post',
      path: '/notes/:id/pin',
      operation: 'pinNote',
      title: { zh: '定稿便签', en: 'Pin a note' },
      access: { ...CLERK, certificate: 'REGISTRATION_POST' },
      params: noteId,
      answers: { 200: noteBody },
      async handle({ params, command }) {
        return shown(
          200,
          (await notes.change(command, params.id, whileFresh({ type: 'NotePinned', data: {} }))).record,
        );
      },
    }),
    route({
      method: 'get',
      path: '/notes/:id/author',
      operation: 'readAuthor',
      title: { zh: '查看便签作者', en: 'Read who wrote a note' },
      access: { ...CLERK, purpose: true },
      params: noteId,
      answers: { 200: z.object({ by: z.string() }) },
      async handle({ actor, params }) {
        const [written] = await notes.history(actor, params.id);
        return { status: 200, body: { by: written!.by } };
      },
    }),
    route({
      method: 'get',
      path: '/shelves/:id',
      operation: 'readShelf',
      title: { zh: '查看架子', en: 'Read a shelf' },
      access: CLERK,
      params: noteId,
      answers: { 200: z.object({ notes: z.array(z.string()) }) },
      async handle({ actor, params }) {
        const { state, version } = await shelves.get(actor, params.id);
        return { status: 200, body: { notes: state.notes }, version };
      },
    }),
    route({
      method: 'post',
      path: '/notes/pictures',
      operation: 'sendPicture',
      title: { zh: '上传图片', en: 'Send a picture' },
      access: CLERK,
      query: z.object({ caption: z.string().max(40).default('') }),
      file: { types: ['image/png', 'image/jpeg'], maxBytes: 1000 },
      answers: { 201: noteBody },
      async handle({ file, query, command }) {
        const { record } = await notes.create(
          command,
          write('pictures', `${query.caption} ${file.type} ${file.digest}`),
        );
        return { ...shown(201, record), location: `/notes/${record.id}` };
      },
    }),
    route({
      method: 'get',
      path: '/notes/:id/file',
      operation: 'downloadNote',
      title: { zh: '下载便签', en: 'Download a note' },
      access: CLERK,
      params: noteId,
      answers: { 200: { file: ['text/csv'] } },
      async handle({ actor, params }) {
        const { state } = await notes.get(actor, params.id);
        const bytes = Buffer.from(state.status === 'BLANK' ? '' : state.text);
        return { status: 200, file: { type: 'text/csv', name: '便签 1.csv', bytes } };
      },
    }),
    route({
      method: 'get',
      path: '/broken',
      operation: 'breakDown',
      title: { zh: '出错', en: 'Break down' },
      access: { public: true },
      answers: { 200: z.object({}) },
      async handle() {
        throw new TypeError('the vault key is hunter2');
      },
    }),
  ];
};

const fade: OnClock<typeof note> = () => whileFresh({ type: 'NoteFaded', data: {} });

export const service: Service = {
  name: 'sample',
  title: { zh: '样例', en: 'Sample' },
  config: {},
  kinds: [note, shelf],
  errors,
  wire: (platform) => ({
    routes: routes(platform),
    reactions: [
      reactTo(noteEvents, {
        NoteWritten: [
          on(shelf, {
            to: ({ data }) => data.shelf,
            decide: (_, { recordId }): ShelfEvent[] => [{ type: 'NoteShelved', data: { noteId: recordId } }],
          }),
        ],
        NoteRewritten: [],
        NotePinned: [],
        NoteFaded: [],
      }),
    ],
    clocks: { note: { fade } },
  }),
};
