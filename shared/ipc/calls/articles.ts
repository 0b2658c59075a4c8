import { z } from 'zod'
import { metadataSchema, recordSchema, rowSchema } from '../../model/article.ts'
import { encodings } from '../../model/encodings.ts'
import { savedSearchSchema, watchedFolderSchema } from '../../model/library.ts'
import { tagCountSchema } from '../../model/tag.ts'
import {
  changed,
  id,
  LIST_LIMIT,
  none,
  queryNoteSchema,
  selectionSchema,
  sortSchema,
  understoodSchema,
} from '../pieces.ts'

/** Words of a search whose other forms are asked for at once; more than anybody types. */
export const FORMS_LIMIT = 100

/** Lists of articles, one article, its original. */
export const articlesCalls = {
  'places.get': {
    input: none,
    output: z.object({
      all: z.number(),
      unread: z.number(),
      starred: z.number(),
      marks: z.number(),
      trash: z.number(),
      sites: z.array(z.object({ host: z.string(), site: z.string().optional(), count: z.number() })),
      tags: z.array(tagCountSchema),
      savedSearches: z.array(savedSearchSchema.extend({ count: z.number() })),
      watchedFolders: z.array(watchedFolderSchema),
    }),
  },
  'articles.list': {
    input: z.object({
      query: z.string(),
      sort: sortSchema,
      offset: z.number().int().nonnegative(),
      limit: z.number().int().positive().max(LIST_LIMIT),
    }),
    output: z.object({
      total: z.number(),
      rows: z.array(rowSchema),
      understood: z.array(understoodSchema),
      notes: z.array(queryNoteSchema),
    }),
  },
  'articles.ids': { input: z.object({ query: z.string(), sort: sortSchema }), output: z.array(z.string()) },
  'articles.get': { input: id, output: recordSchema },
  /** the words of an article's text, in lower case, that a search for these finds it by: their other forms */
  'articles.forms': {
    input: id.extend({ words: z.array(z.string()).max(FORMS_LIMIT) }),
    output: z.array(z.string()),
  },
  'articles.update': {
    input: z.object({
      selection: selectionSchema,
      patch: z.object({ read: z.boolean(), starred: z.boolean(), progress: z.number().min(0).max(1) }).partial(),
    }),
    output: changed,
  },
  /** values corrected by hand; `null` takes a hand-set value back to what was found */
  'articles.edit': {
    input: id.extend({ values: z.partialRecord(metadataSchema.keyof(), z.string().nullable()) }),
    output: changed,
  },
  /** reads the original again in an encoding; `null` leaves it to what the file says */
  'articles.charset': {
    input: id.extend({ charset: z.enum(encodings.map(({ name }) => name)).nullable() }),
    output: changed,
  },
  'articles.trash': { input: z.object({ selection: selectionSchema }), output: changed },
  'articles.restore': { input: z.object({ selection: selectionSchema }), output: changed },
  /** deletes from the trash for good: the only call without an undo */
  'articles.purge': { input: z.object({ selection: selectionSchema }), output: z.object({ count: z.number() }) },
  /** makes the original ready to be shown: its address, and what was kept from loading */
  'original.open': {
    input: id,
    output: z.object({ src: z.string(), blocked: z.array(z.string()), warnings: z.array(z.string()) }),
  },
} as const
