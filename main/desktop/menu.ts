import { Menu, type MenuItemConstructorOptions } from 'electron'
import type { Events } from '../../shared/ipc/contract.ts'
import { en } from './locales/en.ts'

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
  const settings = item(en.menu.settings, 'settings', 'CmdOrCtrl+,', true)
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
      label: en.menu.file,
      submenu: [
        item(en.menu.add, 'add', 'CmdOrCtrl+O'),
        item(en.menu.export, 'export'),
        separator,
        ...(mac
          ? [{ role: 'close' as const }]
          : [settings, separator, { role: 'quit' as const, accelerator: 'Ctrl+Q' }]),
      ],
    },
    {
      label: en.menu.edit,
      submenu: [
        item(en.menu.undoChange, 'undo'),
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
      label: en.menu.view,
      submenu: [
        item(en.menu.search, 'search', 'CmdOrCtrl+F'),
        item(en.menu.palette, 'palette', 'CmdOrCtrl+K'),
        item(en.menu.places, 'togglePlaces', 'CmdOrCtrl+B'),
        item(en.menu.original, 'original'),
        separator,
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        // the same key without Shift
        { role: 'zoomIn', accelerator: 'CmdOrCtrl+=', visible: false },
        { role: 'zoomOut' },
        separator,
        { role: 'togglefullscreen' },
        ...(developing ? [{ role: 'toggleDevTools' as const }] : []),
      ],
    },
    ...(mac ? [{ role: 'windowMenu' as const }] : []),
    { label: en.menu.help, role: 'help', submenu: [item(en.menu.shortcuts, 'shortcuts')] },
  ]
  Menu.setApplicationMenu(Menu.buildFromTemplate(template))
}
