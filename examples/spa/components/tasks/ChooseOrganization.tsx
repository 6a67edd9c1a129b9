import { type ChooseOrganizationTask, type FormErrors, useOrganizations } from 'frontdesk'
import { Form } from '../forms/Form'
import { SubmitButton } from '../forms/SubmitButton'
import { TextField } from '../forms/TextField'
import { Invitations } from './Invitations'

interface ChooseOrganizationProps {
  task: ChooseOrganizationTask
  errors: FormErrors
  isPending: boolean
}

/** One of one's own, one to join, or a new one. */
export function ChooseOrganization({ task, errors, isPending }: ChooseOrganizationProps) {
  const { data: memberships = [] } = useOrganizations()
  return (
    <div className="step">
      <p className="muted">The session waits for it, and gets no token until then.</p>
      {memberships.length > 0 && (
        <ul className="choices" aria-label="Your organizations">
          {memberships.map(({ organization, roleName, role }, index) => (
            <li key={organization.id}>
              <button
                type="button"
                className="button choice"
                data-next={index === 0 || undefined}
                onClick={() => task.chooseOrganization({ organizationId: organization.id }).catch(() => {})}
              >
                <strong>{organization.name}</strong>
                <span>{roleName ?? role}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      <Invitations onAccept={(invitationId) => task.acceptInvitation({ invitationId })} />
      <Form
        label="New organization"
        errors={errors}
        fields={['name']}
        onSubmit={(form) => task.createOrganization({ name: String(form.get('name')).trim() })}
      >
        <TextField
          label="Or make a new one"
          name="name"
          autoComplete="organization"
          placeholder="Its name"
          errors={errors.fields.name}
          isNext={memberships.length === 0}
          required
        />
        <SubmitButton isPending={isPending}>Make it</SubmitButton>
      </Form>
    </div>
  )
}
