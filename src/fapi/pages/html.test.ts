import { expect, test } from 'vitest'
import { html, raw } from './html'

test('default: what is put into markup becomes text, in attributes too', () => {
  const name = `"><script>alert('1 & 2')</script>`
  expect(html`<p title="${name}">${name}</p>`.markup).toBe(
    '<p title="&quot;&gt;&lt;script&gt;alert(&#39;1 &amp; 2&#39;)&lt;/script&gt;">&quot;&gt;&lt;script&gt;alert(&#39;1 &amp; 2&#39;)&lt;/script&gt;</p>',
  )
})

test('behavior: other markup stays markup, lists are joined, and nothing is nothing', () => {
  const items = ['<b>', 0].map((item) => html`<li>${item}</li>`)
  expect(html`<ul>${items}${undefined}${null}${false}${''}</ul>${raw('<br>')}`.markup).toBe(
    '<ul><li>&lt;b&gt;</li><li>0</li></ul><br>',
  )
  expect(html`${['<', ['>']]}`.markup).toBe('&lt;&gt;')
})
