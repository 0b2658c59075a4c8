import { metadataSchema } from '../../../shared/model/article.ts'

/** A time of our own export to the letter, as its article has it; undefined for what is none. */
export const ownTime = (field: 'published' | 'saved', value: string | undefined): string | undefined =>
  metadataSchema.shape[field].safeParse(value).data
