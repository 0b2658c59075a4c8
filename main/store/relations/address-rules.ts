/* What of a web address does not say which page it is. Data only; `addresses.ts` reads it. */

/** Query parameters that tell where a visitor came from; a `*` stands for any ending. */
export const TRACKING_PARAMETERS: readonly string[] = [
  // only names that nothing else is called: what may name a page stays
  ...['utm_*', 'mtm_*', 'pk_*', 'piwik_*', 'matomo_*', 'hsa_*', 'itm_*', 'ga_*', '_ga', '_gl', 'gclid', 'gclsrc'],
  ...['dclid', 'gbraid', 'wbraid', 'srsltid', 'fbclid', 'fb_*', 'msclkid', 'twclid', 'ttclid', 'li_fat_id', 'igshid'],
  ...['igsh', 'yclid', '_openstat', 'epik', 'rdt_cid', 'sc_cid', 's_cid', 'mc_cid', 'mc_eid', '_hsenc', '_hsmi'],
  ...['hsCtaTracking', 'mkt_tok', 'vero_id', 'oly_anon_id', 'oly_enc_id', '_bta_tid', '_bta_c', 'trk', 'trkCampaign'],
  ...['ncid', 'ocid', 'icid', 'xtor', 'ref', 'ref_*', 'referrer', 'smid', 'sr_share', 'cmpid', 'campaign_id', '__s'],
  ...['__twitter_impression', 'spm', 'guccounter', 'guce_*', 'soc_src', 'soc_trk', 'at_medium', 'at_campaign'],
]

/** Parameters that ask for another form of the same page, with the values that do; `*` for any value. */
export const FORM_PARAMETERS: Readonly<Record<string, readonly string[]>> = {
  amp: ['*'],
  outputtype: ['amp'],
  output: ['amp'],
  m: ['0', '1'],
  mobile: ['*'],
  view: ['mobile', 'amp', 'print'],
  print: ['*'],
}

/** Labels before a site's name that lead to the same page in another form. */
export const FORM_HOSTS: ReadonlySet<string> = new Set(['www', 'm', 'mobile', 'amp', 'touch'])

/** Steps at either end of a path that do. */
export const FORM_STEPS: ReadonlySet<string> = new Set(['amp', 'amp.html'])

/** Files that a server gives for their folder. */
export const FOLDER_FILES: ReadonlySet<string> = new Set([
  ...['index.html', 'index.htm', 'index.php', 'index.asp', 'index.aspx', 'index.jsp', 'index.shtml'],
  ...['default.asp', 'default.aspx', 'default.htm', 'default.html'],
])
