/** Follows a link from an e-mail where nobody has been before. @returns how it went, as the app's page would be told */
export async function follow(link: string): Promise<string | null> {
  const answer = await fetch(link, { redirect: 'manual' })
  const location = answer.headers.get('location')
  return location && new URL(location, link).searchParams.get('__clerk_status')
}
