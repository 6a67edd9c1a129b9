import { expect, waitFor } from 'storybook/test'
import { shows } from './shows'

type Context = { canvasElement: HTMLElement }

/** Plays until the connection has a status, and the gate shows something. */
export const opens =
  (connection: string) =>
  async ({ canvasElement }: Context) => {
    await shows(canvasElement, { connection })
    await waitFor(() => expect(pageOf(canvasElement)).not.toBeEmptyDOMElement())
  }

/** Plays until the connection has a status, and the gate shows nothing. */
export const staysShut =
  (connection: string) =>
  async ({ canvasElement }: Context) => {
    await shows(canvasElement, { connection })
    await waitFor(() => expect(pageOf(canvasElement)).toBeEmptyDOMElement())
  }

const pageOf = (element: HTMLElement) => element.querySelector<HTMLElement>('.page')
