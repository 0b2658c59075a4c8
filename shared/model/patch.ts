import { z } from 'zod'

type Bare<S> = S extends z.ZodDefault<infer T> ? T : S extends z.ZodPrefault<infer T> ? T : S
type Patch<T extends z.ZodRawShape> = { [K in keyof T]: z.ZodOptional<Extract<Bare<T[K]>, z.core.SomeType>> }

/**
 * The schema of some of an object's fields. Not `partial()`: Zod fills defaults in under it, which would turn a patch of one
 * field into a reset of all the others.
 */
export function patchOf<T extends z.ZodRawShape>(schema: z.ZodObject<T>): z.ZodObject<Patch<T>> {
  const bare = Object.entries(schema.shape).map(([name, field]) => [
    name,
    field instanceof z.ZodDefault || field instanceof z.ZodPrefault ? z.optional(field.unwrap()) : z.optional(field),
  ])
  // the loop above is `Patch`, key by key; Object.fromEntries cannot say so
  return z.object(Object.fromEntries(bare) as Patch<T>)
}
