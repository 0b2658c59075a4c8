// Run by Electron: `electron scripts/save-page ADDRESS FOLDER` saves a page as Chrome does, whole with its folder and as MHTML.
import { join } from 'node:path'
import { app, BrowserWindow } from 'electron'

const [address, folder] = process.argv.slice(-2)

// not awaited here: Electron is not ready before this module has run
void app.whenReady().then(async () => {
  const window = new BrowserWindow({ show: false, webPreferences: { sandbox: true } })
  await window.loadURL(address)
  await window.webContents.savePage(join(folder, 'keeper.html'), 'HTMLComplete')
  await window.webContents.savePage(join(folder, 'keeper.mhtml'), 'MHTML')
  app.exit(0)
})
