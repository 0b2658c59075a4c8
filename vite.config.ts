import { readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { resolve } from 'node:path'
import vue from '@vitejs/plugin-vue'
import { defineConfig, type EnvironmentOptions, type Plugin } from 'vite'
import { thirdParty } from './scripts/third-party.ts'

const at = (path: string): string => resolve(import.meta.dirname, path)

/** Everything is bundled but Electron, Node and the native module, so that the packaged app carries no node_modules tree. */
const external = [/^electron($|\/)/, /^node:/, ...builtinModules, 'libsql']

/** Electron 33 (the runtime used where the official one cannot be downloaded) has Node 20.18 and Chrome 130; newer ones run the same code. */
const NODE_TARGET = 'node20.18'
const CHROME_TARGET = 'chrome130'
/** Files come from the disk, where one large one is read sooner than several; Vite's warning is about the network. KB. */
const CHUNK_LIMIT = 8000

/**
 * What a start reads, as few files: each costs milliseconds. The engine is not among it, which is read when the window is
 * already being made.
 */
const FIRST_READ = [
  {
    name: 'base',
    test: /node_modules\/zod\/|\/shared\/(model|ipc|query)\/|platform\/worker-calls|store\/index\/thread/,
  },
  { name: 'files', test: /node_modules\/(lowdb|steno|electron-log)\/|platform\/(log|media-types)/ },
]

/** What titles and the app's own words are set in, in the scripts of its languages. */
const FIRST_FONTS = ['source-sans-3-latin-wght-normal', 'source-serif-4-latin-opsz-normal']

/** PDFium's WebAssembly, beside the worker that loads it. */
function wasmBeside(): Plugin {
  return {
    name: 'keepleaf-wasm',
    applyToEnvironment: ({ name }) => name === 'main',
    generateBundle() {
      const source = readFileSync(at('node_modules/@hyzyla/pdfium/dist/pdfium.wasm'))
      this.emitFile({ type: 'asset', fileName: 'pdfium.wasm', source })
    },
  }
}

/** The fonts of the first picture are on their way before the style sheet that names them: text is laid out once, not again when they come. */
function fontsEarly(): Plugin {
  return {
    name: 'keepleaf-fonts',
    applyToEnvironment: ({ name }) => name === 'client',
    transformIndexHtml: {
      order: 'post',
      handler: (_html, { bundle = {} }) =>
        Object.keys(bundle)
          .filter((file) => FIRST_FONTS.some((font) => file.startsWith(`assets/${font}`)))
          .map((file) => ({
            tag: 'link',
            attrs: { rel: 'preload', as: 'font', type: 'font/woff2', crossorigin: true, href: `./${file}` },
            injectTo: 'head',
          })),
    },
  }
}

function node(outDir: string, input: Record<string, string>, format: 'es' | 'cjs'): EnvironmentOptions {
  const extension = format === 'es' ? 'js' : 'cjs'
  return {
    consumer: 'server',
    resolve: {
      noExternal: true,
      external: ['electron', 'libsql'],
      conditions: ['node', 'module', 'import', 'default'],
      mainFields: ['module', 'main'],
    },
    build: {
      outDir: at(outDir),
      emptyOutDir: true,
      target: NODE_TARGET,
      ssr: true,
      minify: false,
      sourcemap: true,
      reportCompressedSize: false,
      chunkSizeWarningLimit: CHUNK_LIMIT,
      copyPublicDir: false,
      rolldownOptions: {
        input,
        external,
        // chunks lie beside the entries, so that `new URL('./x-worker.js', import.meta.url)` is right from each of them
        output: {
          format,
          entryFileNames: `[name].${extension}`,
          chunkFileNames: `chunk-[name]-[hash].${extension}`,
          ...(format === 'es' && { codeSplitting: { groups: FIRST_READ } }),
        },
      },
    },
  }
}

export default defineConfig({
  root: at('renderer'),
  base: './',
  // yazl requires it, and its file for `import` has the function only as a default
  resolve: { alias: { 'buffer-crc32': at('node_modules/buffer-crc32/dist/index.cjs') } },
  plugins: [vue(), wasmBeside(), fontsEarly(), thirdParty(import.meta.dirname)],
  environments: {
    client: {
      // vue-router looks there for scroll positions, which no route of ours keeps; opening it would hold up the start
      define: { sessionStorage: 'undefined' },
      build: {
        outDir: at('out/renderer'),
        emptyOutDir: true,
        target: CHROME_TARGET,
        reportCompressedSize: false,
        chunkSizeWarningLimit: CHUNK_LIMIT,
        // the window's Content-Security-Policy allows fonts from files only
        assetsInlineLimit: 0,
      },
    },
    main: node(
      'out/main',
      {
        index: at('main/index.ts'),
        cli: at('main/cli.ts'),
        'page-worker': at('main/intake/page-worker.ts'),
        'index-worker': at('main/store/index/index-worker.ts'),
        'pdf-drawing-worker': at('main/formats/pdf/pdf-drawing-worker.ts'),
      },
      'es',
    ),
    preload: node('out/preload', { preload: at('main/preload.ts') }, 'cjs'),
  },
  builder: {
    async buildApp(builder) {
      for (const environment of Object.values(builder.environments)) {
        if (environment.name !== 'ssr') await builder.build(environment)
      }
    },
  },
})
