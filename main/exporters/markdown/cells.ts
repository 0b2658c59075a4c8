/** What does not fit into a cell of a GFM table (GFM 4.10); such tables stay HTML, which Markdown allows. */
export const NOT_IN_CELLS: readonly string[] = [
  ...['table', 'pre', 'ul', 'ol', 'blockquote', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6'],
]
