import { express } from './recipes/express'
import { fastify } from './recipes/fastify'
import { hono } from './recipes/hono'
import { next } from './recipes/next'
import type { Recipe } from './recipes/recipe'
import { vite } from './recipes/vite'

/** In the order in which they are named. */
export const recipes: readonly Recipe[] = [next, vite, express, fastify, hono]
