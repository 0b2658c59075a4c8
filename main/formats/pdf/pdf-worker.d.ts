/** Comes without types; it is only handed to the library. */
declare module 'pdfjs-dist/legacy/build/pdf.worker.mjs'
