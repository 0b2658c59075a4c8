import type { Database } from '../index/sqlite.ts'

export interface SiteCount {
  host: string
  /** what the site calls itself, by one of its articles */
  site?: string
  count: number
}

export function nameSites(database: Database, hosts: readonly { value: string; count: number }[]): SiteCount[] {
  const sql = `SELECT h.value, (SELECT json_extract(r.json, '$.site') FROM articles a JOIN rows r ON r.rowid = a.rowid
      WHERE a.host = h.value AND a.trashed = 0 LIMIT 1) FROM json_each(?) h`
  const rows = database.rows(sql, JSON.stringify(hosts.map(({ value }) => value)))
  const names = new Map(rows.map(([host, site]) => [host, site]))
  return hosts.map(({ value, count }) => {
    const site = names.get(value)
    return { host: value, site: typeof site === 'string' ? site : undefined, count }
  })
}
