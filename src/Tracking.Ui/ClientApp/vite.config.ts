import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

/** Compressed once here as well as can be, so that the server never does it. */
function precompress(): Plugin {
  let folder = ''
  return {
    name: 'precompress',
    apply: 'build',
    configResolved(config) {
      folder = join(config.build.outDir, 'assets')
    },
    async writeBundle() {
      const names = (await readdir(folder)).filter((name) => /\.(js|css|svg)$/.test(name))
      await Promise.all(names.map((name) => compress(join(folder, name))))
    },
  }
}

async function compress(path: string) {
  const content = await readFile(path)
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }
  const versions = [
    { suffix: '.br', bytes: await promisify(brotliCompress)(content, quality) },
    { suffix: '.gz', bytes: await promisify(gzip)(content, { level: 9 }) },
  ]
  for (const { suffix, bytes } of versions) {
    if (bytes.length < content.length) await writeFile(path + suffix, bytes)
  }
}

/** Puts the entry that asks for data before the one that shows it; where it is done does not matter, hence async. */
function earlyEntry(): Plugin {
  return {
    name: 'early-entry',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle }) {
        const entry = Object.values(bundle ?? {}).find((file) => file.type === 'chunk' && file.name === 'early')
        if (!entry) throw new Error('There is no entry named early.')
        const script = '<script type="module"'
        return html.replace(script, `${script} async crossorigin src="./${entry.fileName}"></script>\n    ${script}`)
      },
    },
  }
}

export default defineConfig({
  base: './',
  plugins: [react(), earlyEntry(), precompress()],
  build: {
    rolldownOptions: {
      input: { index: 'index.html', early: 'src/early.ts' },
      output: {
        codeSplitting: {
          // Two files for the first view, and one for what opens over it: each costs a round trip.
          groups: [
            { name: 'early', test: /src[\\/]early\.ts$/, priority: 2 },
            { name: 'main', tags: ['$initial'], priority: 1 },
            { name: 'overlays', test: /src[\\/]ui[\\/]Open\w+\.tsx$/ },
          ],
        },
      },
    },
    target: 'es2022',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1200,
  },
})
