/** What the system draws: menus and dialogs. The window's own texts are in renderer/locales/. */
export const en = {
  menu: {
    file: 'File',
    add: 'Add Pages…',
    export: 'Export…',
    settings: 'Settings…',
    edit: 'Edit',
    undoChange: 'Undo Last Change',
    view: 'View',
    search: 'Search',
    palette: 'Command Palette',
    places: 'Show or Hide Places',
    original: 'Original',
    onlyText: 'Only the Text',
    help: 'Help',
    shortcuts: 'Keyboard Shortcuts',
  },
  dialog: {
    chooseLibrary: 'Where is the library, or where shall it be?',
    chooseWatched: 'Which folder shall be watched?',
    chooseFiles: 'Which pages shall be added?',
    chooseFolders: 'Which folders of pages shall be added?',
    savedPages: 'Saved pages',
    allFiles: 'All files',
    exportTo: 'Where shall the export go?',
    saveReport: 'Where shall the report go?',
    reportName: 'Import report',
    rulesName: 'site rules',
    chooseRules: 'Choose a file of site rules',
    choose: 'Choose',
    add: 'Add',
    export: 'Export',
  },
  terminal: {
    library: 'Library: {path}',
    readOnly: 'It is open for reading only: {reason}',
    noLibrary: 'No library yet: start with --library DIR, or choose one in the window.',
    watching: 'Watching {path}',
    watchingNothing: 'No folder is watched: start with --watch DIR to take in the pages of a folder.',
  },
}

export type Texts = typeof en
