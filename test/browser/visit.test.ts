import { createBrowser, createFapi } from 'frontdesk/fapi'
import { expect, test } from 'vitest'

test('error: in a page no server sees cookies, so there are no visits', async () => {
  const browser = createBrowser({ fapi: createFapi() })
  const asked: Request[] = []
  const server = (request: Request) => {
    asked.push(request)
    return new Response()
  }
  await expect(browser.visit('/', server)).rejects.toThrow('in a page no server sees cookies')
  expect(asked).toEqual([])
})
