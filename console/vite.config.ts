/**
 * Builds the page into `console/dist`. Nothing is inlined, so that a policy of `'self'` alone holds for
 * scripts, styles and images.
 */
import { defineConfig } from 'vite'

export default defineConfig({
  root: import.meta.dirname,
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
})
