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
    // 182 kB come over the wire, at once: schedules loaded later would save 7 of them, and would be
    // missing to whoever has the page open while another version is installed.
    chunkSizeWarningLimit: 700,
    // Libraries mark parts that a server may not render; here everything runs in the browser.
    rolldownOptions: { checks: { moduleLevelDirective: false } },
  },
})
