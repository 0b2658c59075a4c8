// Who may import whom (ARCHITECTURE.md). Every edge that is not named is forbidden.
const rooms = ['intake', 'formats', 'extract', 'store', 'exporters', 'platform', 'desktop', 'cli', 'archive']
const may = {
  desktop: ['archive', 'platform'],
  cli: ['archive', 'platform'],
  archive: ['intake', 'formats', 'extract', 'store', 'exporters', 'platform'],
  intake: ['formats', 'extract', 'platform'],
  store: ['platform'],
  formats: ['platform'],
  extract: ['platform'],
  exporters: ['platform'],
  platform: [],
}
// the two entries and the archive's door are files beside their rooms; the archive's inner rooms are its own
const pathOf = (room) =>
  room === 'archive' ? '^main/archive(/|\\.ts)' : room === 'cli' ? '^main/cli(/|\\.ts)' : `^main/${room}/`
const layers = [
  ['views', ['components', 'composables', 'stores']],
  ['components', ['components', 'composables', 'stores']],
  ['composables', ['composables', 'stores']],
  ['stores', ['stores']],
]
const rendererLayers = ['views', 'components', 'composables', 'stores']

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-unresolved',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^(electron|virtual:)' },
    },
    {
      name: 'shared-is-pure',
      severity: 'error',
      comment: 'shared/ runs anywhere: only itself and the schema library',
      from: { path: '^shared/' },
      to: { pathNot: ['^shared/', 'node_modules/zod/'] },
    },
    {
      name: 'renderer-stays-in-the-window',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { path: ['^main/', '^tests/', '^scripts/'] },
    },
    {
      name: 'renderer-has-no-node',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'main-never-renderer',
      severity: 'error',
      from: { path: '^main/' },
      to: { path: ['^renderer/', '^tests/', '^scripts/'] },
    },
    {
      name: 'electron-only-in-desktop',
      severity: 'error',
      from: { path: '^main/', pathNot: ['^main/index\\.ts$', '^main/preload\\.ts$', '^main/desktop/'] },
      to: { path: '^(electron|node_modules/electron/)' },
    },
    {
      name: 'only-api-imports-the-contract',
      severity: 'error',
      from: { path: '^renderer/views/' },
      to: { path: '^renderer/api\\.ts$' },
    },
    ...rooms.map((room) => ({
      name: `room-${room}`,
      severity: 'error',
      from: { path: pathOf(room) },
      to: {
        path: '^main/',
        pathNot: [pathOf(room), ...may[room].map(pathOf)],
      },
    })),
    ...layers
      .map(([layer, allowed]) => ({
        name: `renderer-${layer}`,
        severity: 'error',
        from: { path: `^renderer/${layer}/` },
        to: {
          path: `^renderer/(${rendererLayers.filter((l) => l !== layer && !allowed.includes(l)).join('|')})/`,
        },
      }))
      .filter((rule) => !rule.to.path.includes('()')),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^out/', '^dist/', 'tests/fixtures'] },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.vue', '.js', '.cjs', '.mjs', '.json'],
    },
  },
}
