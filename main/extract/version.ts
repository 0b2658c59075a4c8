/**
 * The number of the extractor, noted in each record. Raise it when the same page gives another article than before, so that
 * people can be offered to read their pages again. Nothing depends on it: an article read by an older one is as good as it was.
 */
export const EXTRACTOR_VERSION = 13
