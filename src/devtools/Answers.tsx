import { clockTime } from './times'
import type { Entry } from './watch/timeline'
import { isLoad, isSignOut } from './watch/why'

interface Question {
  text: string
  none: string
  isAnswer(entry: Entry): boolean
  tell(entry: Entry): string
}

const told = ({ what, cause = '' }: Entry) => `${what}. ${cause}`

const questions: readonly Question[] = [
  {
    text: 'Why was I signed out?',
    none: 'Nobody was, since this is watched.',
    isAnswer: ({ over }) => over !== undefined,
    tell: ({ cause = '' }) => cause,
  },
  {
    text: 'Which tab refreshed?',
    none: 'No token came, since this is watched.',
    isAnswer: ({ kind, because }) => kind === 'token' && because !== undefined,
    tell: told,
  },
  {
    text: 'Why was my cache cleared?',
    none: 'It was not, since this is watched.',
    isAnswer: ({ kind }) => kind === 'cache',
    tell: told,
  },
  {
    text: 'What does the server say?',
    none: 'It was not asked, since this is watched.',
    isAnswer: (entry) =>
      (isLoad(entry) || (entry.request !== undefined && isSignOut(entry.request))) &&
      entry.result !== undefined,
    tell: ({ what, outcome = '', result }) => `${what}: ${outcome} ${result ? verdictText(result) : ''}`,
  },
]

/** What the server says of the client, in words. */
export function verdictText({ client, codes, traceId, retryAfter }: NonNullable<Entry['result']>): string {
  return [
    codes.join(', '),
    client === null && 'no client',
    client &&
      `client ${client.id}: ${client.sessions.map(({ id, status }) => `${id} ${status}`).join(', ') || 'no sessions'}`,
    retryAfter && `to be tried again after ${retryAfter}`,
    codes.length > 0 && traceId && `trace ${traceId}`,
  ]
    .filter(Boolean)
    .join('; ')
}

/** The latest answer to what people ask most. */
export function Answers({ entries }: { entries: readonly Entry[] }) {
  return (
    <>
      <h3>Answers</h3>
      <dl className="answers">
        {questions.map(({ text, none, isAnswer, tell }) => {
          const entry = entries.findLast(isAnswer)
          return (
            <div key={text}>
              <dt>{text}</dt>
              <dd>
                {entry ? (
                  <>
                    {tell(entry)} <small>{`${clockTime(entry.at)}, #${entry.id}`}</small>
                  </>
                ) : (
                  none
                )}
              </dd>
            </div>
          )
        })}
      </dl>
    </>
  )
}
