import { defineConfig } from 'vitepress'
import { codeAsItStands } from './codeAsItStands'
import { writeTexts } from './llms'
import { sidebar } from './sidebar'

export default defineConfig({
  lang: 'en',
  title: 'Frontdesk',
  description: 'Headless React hooks for the Client of the Clerk Frontend API, and that API in a box.',
  head: [['link', { rel: 'icon', href: 'data:,' }]],
  // The pages name files of the repository, whose README is one of them, too.
  srcExclude: ['README.md'],
  vite: { server: { fs: { allow: ['..'] } } },
  markdown: { config: codeAsItStands },
  themeConfig: {
    nav: [
      { text: 'Start', link: '/start/vite', activeMatch: '/start/' },
      { text: 'Guides', link: '/guides/accounts', activeMatch: '/guides/' },
      { text: 'Hooks', link: '/hooks/', activeMatch: '/hooks/' },
      { text: 'The box', link: '/box/', activeMatch: '/box/' },
      { text: 'API', link: '/api/', activeMatch: '/api/' },
    ],
    sidebar,
    outline: [2, 3],
    search: { provider: 'local' },
  },
  buildEnd: writeTexts,
})
