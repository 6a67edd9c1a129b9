import { expect, test } from 'vitest'
import { signedInAnn } from './me/testUser'

/** A picture of so many bytes, as a form has it. */
function picture(bytes: number) {
  const data = new Uint8Array(bytes)
  data.set([0x89, 0x50, 0x4e, 0x47])
  const body = new FormData()
  body.append('file', new Blob([data]), 'me.png')
  return body
}

const most = 128 * 1024

test('attack: pictures fill no memory: a large one is refused, and so is one too many', async () => {
  const others = Array.from({ length: 100 }, (_, index) => ({
    id: `user_${index}`,
    identifier: `user${index}@example.com`,
  }))
  const { call, sessionId, fapi } = await signedInAnn({ others, storage: { load: () => undefined } })
  const upload = (bytes: number) =>
    call('POST', '/v1/me/profile_image', { query: { _clerk_session_id: sessionId }, body: picture(bytes) })
  expect(await upload(most)).toMatchObject({ status: 200 })
  expect(await upload(most + 1)).toMatchObject({ status: 413, code: 'image_too_large' })
  const headers = { authorization: `Bearer ${fapi.secretKey}` }
  const answers: number[] = []
  for (const { id } of others) {
    const url = `http://localhost:4400/v1/users/${id}/profile_image`
    const { status } = await fapi.fetch(new Request(url, { method: 'POST', headers, body: picture(most) }))
    answers.push(status)
  }
  // With Ann's there are 95 of 170 KiB, in Base64, in 16 MiB.
  expect(answers).toEqual(others.map((_, index) => (index < 94 ? 200 : 403)))
  expect(await upload(most)).toMatchObject({ status: 403, code: 'image_quota_exceeded' })
  await call('DELETE', '/v1/me/profile_image', { query: { _clerk_session_id: sessionId } })
  expect(await upload(most)).toMatchObject({ status: 200 })
})

test('error: a logo is no larger', async () => {
  const organizations = [
    { id: 'org_acme', name: 'Acme', members: [{ user: 'ann@example.com', role: 'org:admin' }] },
  ]
  const { call, sessionId } = await signedInAnn({ organizations })
  const query = { _clerk_session_id: sessionId }
  const put = (bytes: number) =>
    call('PUT', '/v1/organizations/org_acme/logo', { query, body: picture(bytes) })
  expect(await put(most + 1)).toMatchObject({ status: 413, code: 'image_too_large' })
  expect(await put(most)).toMatchObject({ status: 200 })
})
