import { Menu, type MenuItemConstructorOptions } from 'electron'
import type { Events } from '../../shared/ipc/contract.ts'
import { texts } from './locales/texts.ts'

type Command = Events['command']['name']

/**
 * The application's menu: on a Mac in the bar, elsewhere hidden behind Alt, with its keys at work. Keys that the window
 * handles itself are shown but not registered, so that one press does one thing.
 */
export function setMenu(command: (name: Command) => void, developing: boolean): void {
  const mac = process.platform === 'darwin'
  const item = (label: string, name: Command, accelerator?: string, own = false): MenuItemConstructorOptions => ({
    label,
    accelerator,
    registerAccelerator: own,
    click: () => {
      command(name)
    },
  })
  const separator: MenuItemConstructorOptions = { type: 'separator' }
  const settings = item(texts().menu.settings, 'settings', 'CmdOrCtrl+,', true)
  const template: MenuItemConstructorOptions[] = [
    ...(mac
      ? [
          {
            role: 'appMenu' as const,
            submenu: [
              { role: 'about' as const },
              separator,
              settings,
              separator,
              { role: 'services' as const },
              separator,
              { role: 'hide' as const },
              { role: 'hideOthers' as const },
              { role: 'unhide' as const },
              separator,
              { role: 'quit' as const },
            ],
          },
        ]
      : []),
    {
      label: texts().menu.file,
      submenu: [
        item(texts().menu.add, 'add', 'CmdOrCtrl+O'),
        item(texts().menu.export, 'export'),
        separator,
        ...(mac
          ? [{ role: 'close' as const }]
          : [settings, separator, { role: 'quit' as const, accelerator: 'Ctrl+Q' }]),
      ],
    },
    {
      label: texts().menu.edit,
      submenu: [
        item(texts().menu.undoChange, 'undo'),
        item(texts().menu.redoChange, 'redo'),
        separator,
        { role: 'undo' },
        { role: 'redo' },
        separator,
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        { role: 'selectAll' },
      ],
    },
    {
      label: texts().menu.view,
      submenu: [
        item(texts().menu.search, 'search', 'CmdOrCtrl+F'),
        item(texts().menu.palette, 'palette', 'CmdOrCtrl+K'),
        item(texts().menu.places, 'togglePlaces', 'CmdOrCtrl+B'),
        item(texts().menu.original, 'original'),
        item(texts().menu.onlyText, 'onlyText', mac ? 'Cmd+Shift+F' : 'F11'),
        separator,
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        // the same key without Shift
        { role: 'zoomIn', accelerator: 'CmdOrCtrl+=', visible: false },
        { role: 'zoomOut' },
        separator,
        // F11 leaves only the text; a Mac has a key of its own for the full screen
        mac ? { role: 'togglefullscreen' } : { role: 'togglefullscreen', accelerator: 'Shift+F11' },
        ...(developing ? [{ role: 'toggleDevTools' as const }] : []),
      ],
    },
    ...(mac ? [{ role: 'windowMenu' as const }] : []),
    { label: texts().menu.help, role: 'help', submenu: [item(texts().menu.shortcuts, 'shortcuts')] },
  ]
  Menu.setApplicationMenu(Menu.buildFromTemplate(template))
}
