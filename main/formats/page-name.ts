/** Endings that say a file is a saved page. Content decides; a name only tells whether a bad file was meant to be one. */
export const PAGE_NAME =
  /\.(s?html?|xhtml?|xht|php|aspx?|jsp|cgi|mht(ml)?|webarchive|maff|htz|w?arc|wacz|pdf|epub|emlx?|enex)$/i
