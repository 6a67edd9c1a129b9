import { astro } from './recipes/astro'
import { expo } from './recipes/expo'
import { express } from './recipes/express'
import { extension } from './recipes/extension'
import { fastify } from './recipes/fastify'
import { hono } from './recipes/hono'
import { honoAuth } from './recipes/honoAuth'
import { next } from './recipes/next'
import { nuxt } from './recipes/nuxt'
import { reactRouter } from './recipes/reactRouter'
import type { Recipe } from './recipes/recipe'
import { svelte } from './recipes/svelte'
import { tanstack } from './recipes/tanstack'
import { testing } from './recipes/testing'
import { vite } from './recipes/vite'
import { vue } from './recipes/vue'

/** In the order in which they are named. */
export const recipes: readonly Recipe[] = [
  next,
  vite,
  reactRouter,
  astro,
  vue,
  tanstack,
  nuxt,
  svelte,
  extension,
  expo,
  express,
  fastify,
  hono,
  honoAuth,
  testing,
]
