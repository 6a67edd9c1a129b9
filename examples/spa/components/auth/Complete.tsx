import { Step } from './Step'

export function Complete() {
  return <Step title="Signed in" isNext />
}
