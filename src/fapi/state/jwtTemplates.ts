import type { Box } from '../box'
import { allOf, change, keep } from './beyond'
import type { Kept } from './beyondKinds'

export type Template = Kept<'jwtTemplate'>

const since = Date.UTC(2024, 0, 1)

/** Those of the options, unless servers have changed or removed them, then those that servers have made. */
export function templatesOf(box: Box): Template[] {
  const kept = new Map(allOf(box, 'jwtTemplate').map((template) => [template.id, template]))
  const given = [...box.options.jwtTemplates].map(([name, { claims = {}, lifetime = 60 }]): Template => {
    const times = { createdAt: since, updatedAt: since }
    return { id: `jtmp_${name}`, name, claims, lifetime, allowedClockSkew: 5, ...times }
  })
  const all = new Map([...given.map((template) => [template.id, template] as const), ...kept])
  return [...all.values()].filter(({ isRemoved }) => !isRemoved)
}

export function templateNamed(box: Box, name: string): Template | undefined {
  return templatesOf(box).find((template) => template.name === name)
}

/** Changes one; one of the options is kept from now on. */
export function changeTemplate(box: Box, template: Template, changes: Partial<Template>): Template {
  const { id, createdAt, updatedAt: _, ...fields } = template
  const isKept = allOf(box, 'jwtTemplate').includes(template)
  const kept = isKept ? template : Object.assign(keep(box, 'jwtTemplate', '', fields, id), { createdAt })
  return change<'jwtTemplate'>(box, kept, changes)
}

/** Forgets one; of one of the options it is kept that it is gone. */
export function removeTemplate(box: Box, template: Template): void {
  if (box.options.jwtTemplates.has(template.id.replace('jtmp_', '')))
    changeTemplate(box, template, { isRemoved: true })
  else box.state.beyond.delete(template.id)
}
