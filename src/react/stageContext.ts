import type { QueryClient } from '@tanstack/react-query'
import { createContext } from 'react'
import type { ProviderOptions } from './ClientProvider'

type Given = [options: ProviderOptions, above: QueryClient | undefined]

/**
 * Where `frontdesk/testing` gives the providers of an app the handle of its tab. It is called in each render of theirs,
 * also with the QueryClient in context. Production builds leave it out.
 */
export const StageContext = createContext((...given: Given): Given => given)
