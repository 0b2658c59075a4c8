// The two files that every article's folder has (docs/library-format.md).

/** everything known about the article, as JSON */
export const RECORD_FILE = 'article.json'
/** its reading view, sanitised */
export const VIEW_FILE = 'article.html'
