import { z } from 'zod'
import { siteRuleSchema } from './site-rule.ts'
import { tagInfoSchema, tagSchema } from './tag.ts'

/** The version of the library's layout, in library.json. */
export const LIBRARY_VERSION = 1

export const savedSearchSchema = z.object({ id: z.string(), name: z.string().min(1), query: z.string() })
export type SavedSearch = z.infer<typeof savedSearchSchema>

/** Articles that the query finds get the tags and the star, or go into the trash: on import, and when it is run. */
export const ruleSchema = z.object({
  id: z.string(),
  name: z.string().default(''),
  query: z.string(),
  tags: z.array(tagSchema).default([]),
  star: z.boolean().default(false),
  trash: z.boolean().default(false),
  /** whether it is applied on import, and when all are run */
  on: z.boolean().default(true),
})
export type Rule = z.infer<typeof ruleSchema>

export const watchedFolderSchema = z.object({
  path: z.string(),
  /** tags that every page from here gets */
  tags: z.array(tagSchema).default([]),
  paused: z.boolean().default(false),
})
export type WatchedFolder = z.infer<typeof watchedFolderSchema>

/** Ids of articles. */
export const notDuplicatesSchema = z.array(z.string()).min(2)

/** library.json */
export const librarySchema = z.object({
  version: z.number().int(),
  created: z.iso.datetime(),
  tags: z.record(z.string(), tagInfoSchema).default({}),
  rules: z.array(ruleSchema).default([]),
  savedSearches: z.array(savedSearchSchema).default([]),
  watchedFolders: z.array(watchedFolderSchema).default([]),
  siteRules: z.array(siteRuleSchema).default([]),
  /** sets of articles that a person has told apart: none of a set is a duplicate of another of it */
  notDuplicates: z.array(notDuplicatesSchema).default([]),
})
export type Library = z.infer<typeof librarySchema>
