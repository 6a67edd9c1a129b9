import { useMutation } from '@tanstack/react-query'
import { type FrontdeskError, useFrontdesk } from 'frontdesk'
import { createOrganization, setActive } from 'frontdesk/core'
import { Form } from '../forms/Form'
import { SubmitButton } from '../forms/SubmitButton'
import { TextField } from '../forms/TextField'
import { useFormErrors } from '../forms/useFormErrors'

/** Makes an organization, and switches to it. */
export function NewOrganization() {
  const frontdesk = useFrontdesk()
  const { mutateAsync, isPending, error } = useMutation<void, FrontdeskError, string>({
    mutationFn: async (name) => {
      const { id } = await createOrganization(frontdesk, { name })
      await setActive(frontdesk, { organizationId: id })
    },
  })
  const errors = useFormErrors(error)
  return (
    <details className="more">
      <summary>Make a new one</summary>
      <Form
        label="New organization"
        errors={errors}
        fields={['name']}
        onSubmit={(form) => mutateAsync(String(form.get('name')).trim())}
      >
        <TextField
          label="Its name"
          name="name"
          autoComplete="organization"
          errors={errors.fields.name}
          required
        />
        <SubmitButton isPending={isPending}>Make it</SubmitButton>
      </Form>
    </details>
  )
}
