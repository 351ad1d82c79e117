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

export default defineConfig({
  base: './',
  plugins: [react(), precompress()],
  build: {
    target: 'es2022',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1200,
  },
})
