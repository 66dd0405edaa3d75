import { fileURLToPath } from 'node:url'
import tailwindcss from '@tailwindcss/vite'
import vue from '@vitejs/plugin-vue'
import { defineConfig, loadEnv } from 'vite'

export default defineConfig(({ mode }) => {
  const hub = loadEnv(mode, fileURLToPath(new URL('.', import.meta.url)), 'SCHOOLGATE_').SCHOOLGATE_HUB_URL
  const target = hub ?? 'http://localhost:8080'
  return {
    root: fileURLToPath(new URL('.', import.meta.url)),
    plugins: [vue(), tailwindcss()],
    define: {
      __VUE_OPTIONS_API__: 'false',
      __VUE_PROD_DEVTOOLS__: 'false',
      __VUE_I18N_LEGACY_API__: 'false',
      __VUE_I18N_FULL_INSTALL__: 'false',
      __INTLIFY_PROD_DEVTOOLS__: 'false',
    },
    build: {
      target: 'es2022',
      modulePreload: { polyfill: false },
      // a data: URL would need a wider policy than `font-src 'self'`
      assetsInlineLimit: 0,
      rolldownOptions: {
        output: {
          // What every page needs at once is one file: cut by who shares what, it was thirty.
          codeSplitting: { groups: [{ name: 'first', tags: ['$initial'] }] },
        },
      },
    },
    server: {
      proxy: {
        '/api': { target },
        '/socket.io': { target, ws: true },
      },
    },
  }
})
