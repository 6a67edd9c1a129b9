import {
  useCreatePasskey,
  useDeletePasskey,
  usePasskey,
  usePasskeys,
  useRenamePasskey,
  useSession,
  useSignIn,
} from 'frontdesk'

interface PasskeysProps {
  run: (task: () => Promise<unknown>) => void
  autofill: boolean
}

/** The own passkeys, or signing in by one. */
export function Passkeys({ run, autofill }: PasskeysProps) {
  const { status } = useSession()
  if (status === 'signed-in') return <Own run={run} />
  return status === 'signed-out' && <Way run={run} autofill={autofill} />
}

function Way({ run, autofill }: PasskeysProps) {
  const passkey = usePasskey(useSignIn(), { autofill })
  return (
    <button type="button" onClick={() => run(() => passkey.signIn())}>
      Use a passkey
    </button>
  )
}

function Own({ run }: Pick<PasskeysProps, 'run'>) {
  const { data: passkeys = [] } = usePasskeys()
  const create = useCreatePasskey()
  const rename = useRenamePasskey()
  const remove = useDeletePasskey()
  return (
    <>
      <button type="button" onClick={() => run(() => create.mutateAsync())}>
        Add a passkey
      </button>
      {passkeys.map(({ id, name }) => (
        <p key={id}>
          <button
            type="button"
            onClick={() => run(() => rename.mutateAsync({ passkeyId: id, name: 'Mine' }))}
          >
            Rename {name}
          </button>
          <button type="button" onClick={() => run(() => remove.mutateAsync({ passkeyId: id }))}>
            Remove {name}
          </button>
        </p>
      ))}
    </>
  )
}
