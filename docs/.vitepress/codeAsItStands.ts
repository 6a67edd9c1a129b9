import type { MarkdownRenderer } from 'vitepress'

/** Code within a line is no template, e.g. `{{user.id}}`: VitePress sees to that for blocks only. */
export function codeAsItStands({ renderer: { rules } }: MarkdownRenderer) {
  const render = rules.code_inline!
  rules.code_inline = (tokens, index, ...rest) => {
    tokens[index]!.attrSet('v-pre', '')
    return render(tokens, index, ...rest)
  }
}
