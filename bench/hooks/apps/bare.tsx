import { Fragment } from 'react'
import { startPage } from './page'

startPage({ Provider: Fragment, useName: () => 'Alice' })
