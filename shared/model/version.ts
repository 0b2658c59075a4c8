import { z } from 'zod'

/** Where a version is: the article itself, one of the library or of the trash at the same address, or kept with the article. */
export const versionPlaces = ['here', 'library', 'trash', 'kept'] as const

/** One state of a page at an address. */
export const versionSchema = z.object({
  id: z.string(),
  place: z.enum(versionPlaces),
  title: z.string(),
  /** when it was saved, or came into the library when that is not known */
  at: z.string(),
  words: z.number().int(),
})
export type Version = z.infer<typeof versionSchema>
