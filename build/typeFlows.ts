import ts from 'typescript'

/**
 * Follows values from type to type, and finds the properties that somebody else sees, too, and those that may be
 * together in one value.
 *
 * @param refuse - hears their names, some more than once.
 */
export function typeFlows(checker: ts.TypeChecker, refuse: (name: string) => void) {
  const related = new Map<ts.Type, Set<ts.Type>>()
  const exposed = new Set<ts.Type>()
  const published = new Set<ts.Type>()
  /** Of each type met, another that a value of it may be of, too; itself for the last. */
  const kin = new Map<ts.Type, ts.Type>()

  /** A value of the one type is taken for one of the other. */
  function relate(from: ts.Type, to: ts.Type): void {
    const targets = partsOf(to)
    for (const source of partsOf(from)) {
      if (targets.includes(source)) continue
      for (const target of targets) if (isNew(source, target)) relateParts(source, target)
    }
  }

  function isNew(from: ts.Type, to: ts.Type): boolean {
    const known = related.get(from) ?? new Set()
    if (known.has(to)) return false
    related.set(from, known.add(to))
    return true
  }

  function relateParts(from: ts.Type, to: ts.Type): void {
    if (isUntyped(from)) expose(to)
    else if (isUntyped(to) || isEmpty(to)) expose(from)
    else if (isStructured(from) && isStructured(to)) relateObjects(from, to)
  }

  function relateObjects(from: ts.Type, to: ts.Type): void {
    join(from, to)
    const [item, otherItem] = [itemOf(from), itemOf(to)]
    if (item && otherItem) relate(item, otherItem)
    else if (otherItem) expose(from)
    else if (item && !checker.isArrayLikeType(from)) expose(to)
    if (isReference(from) && isReference(to) && from.target === to.target) {
      const others = checker.getTypeArguments(to)
      for (const [index, argument] of checker.getTypeArguments(from).entries()) {
        relate(argument, others[index]!)
      }
    } else if (!isElsewhere(from.symbol) || !isElsewhere(to.symbol)) {
      relateMembers(from, to)
    }
  }

  function relateMembers(from: ts.Type, to: ts.Type) {
    for (const property of checker.getPropertiesOfType(from)) {
      const other = to.getProperty(property.name)
      if (!other || other === property) continue
      if (isElsewhere(property) !== isElsewhere(other)) refuse(property.name)
      relate(checker.getTypeOfSymbol(property), checker.getTypeOfSymbol(other))
    }
    for (const signature of from.getCallSignatures()) {
      for (const other of to.getCallSignatures()) {
        for (const [index, parameter] of other.parameters.entries()) {
          const own = signature.parameters[index]
          if (own) relate(checker.getTypeOfSymbol(parameter), checker.getTypeOfSymbol(own))
        }
        relate(signature.getReturnType(), other.getReturnType())
      }
    }
  }

  /** What such a value holds may be read by any name. Functions are only called. */
  function expose(type: ts.Type): void {
    for (const part of partsOf(type)) {
      if (!isStructured(part) || exposed.has(part)) continue
      exposed.add(part)
      for (const inner of refuseMembers(part)) expose(inner)
    }
  }

  /** Such a type is told to others, with all that it leads to. */
  function publish(type: ts.Type): void {
    for (const part of partsOf(type)) {
      if (!isStructured(part) || published.has(part)) continue
      published.add(part)
      for (const inner of refuseMembers(part)) publish(inner)
      for (const signature of [...part.getCallSignatures(), ...part.getConstructSignatures()]) {
        for (const parameter of signature.parameters) publish(checker.getTypeOfSymbol(parameter))
        publish(signature.getReturnType())
      }
    }
  }

  /** @returns the types of all that is in a value of the type. */
  function refuseMembers(type: ts.Type): ts.Type[] {
    const members = checker
      .getPropertiesOfType(type)
      .filter((property) => !isElsewhere(property) && !isMarkedInternal(property))
    for (const { name } of members) refuse(name)
    const item = itemOf(type)
    return [...members.map(checker.getTypeOfSymbol), ...argumentsOf(type), ...(item ? [item] : [])]
  }

  /** The members of a union, and what is known of a type parameter. */
  function partsOf(type: ts.Type): readonly ts.Type[] {
    if (type.isUnion()) return type.types.flatMap(partsOf)
    if (!(type.flags & ts.TypeFlags.Instantiable)) return [type]
    const constraint = checker.getBaseConstraintOfType(type)
    // All that is known of a template literal is itself.
    return constraint && constraint !== type && !isUntyped(constraint) ? partsOf(constraint) : []
  }

  function argumentsOf(type: ts.Type): readonly ts.Type[] {
    if (type.isIntersection()) return type.types.flatMap(argumentsOf)
    return isReference(type) ? checker.getTypeArguments(type) : []
  }

  const isEmpty = (type: ts.Type) =>
    isStructured(type) &&
    checker.getPropertiesOfType(type).length === 0 &&
    checker.getIndexInfosOfType(type).length === 0 &&
    type.getCallSignatures().length === 0

  /** Values are of such a type. */
  function meet(type: ts.Type): void {
    for (const part of partsOf(type)) {
      if (!isStructured(part) || kin.has(part)) continue
      kin.set(part, part)
      if (part.isIntersection()) for (const member of part.types) merge(part, member)
    }
  }

  /** What is in a value of the one type may be in one of the other. */
  function merge(a: ts.Type, b: ts.Type): void {
    for (const part of partsOf(a)) {
      for (const other of partsOf(b)) if (isStructured(part) && isStructured(other)) join(part, other)
    }
  }

  function join(a: ts.Type, b: ts.Type): void {
    meet(a)
    meet(b)
    kin.set(lastOf(a), lastOf(b))
  }

  function lastOf(type: ts.Type): ts.Type {
    let last = type
    for (let next = kin.get(last)!; next !== last; next = kin.get(last)!) last = next
    return last
  }

  /** Which names may be together in one value. */
  function companies(): Set<string>[] {
    const found = new Map<ts.Type, Set<string>>()
    for (const type of kin.keys()) {
      const last = lastOf(type)
      const names = found.get(last) ?? new Set()
      found.set(last, names)
      for (const property of checker.getPropertiesOfType(type)) {
        if (!isElsewhere(property)) names.add(property.name)
      }
    }
    return [...found.values()].filter(({ size }) => size > 0)
  }

  return { relate, publish, meet, merge, companies }
}

const untyped = ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.NonPrimitive
const isUntyped = (type: ts.Type) => (type.flags & untyped) !== 0
const isStructured = (type: ts.Type) => (type.flags & ts.TypeFlags.StructuredType) !== 0

const isReference = (type: ts.Type): type is ts.TypeReference =>
  (type.flags & ts.TypeFlags.Object) !== 0 &&
  ((type as ts.ObjectType).objectFlags & ts.ObjectFlags.Reference) !== 0

/** What a record, a list or the like holds. */
const itemOf = (type: ts.Type) => type.getStringIndexType() ?? type.getNumberIndexType()

/** Whether others declare it, or nobody, as the members of a `Record<'name', …>`. */
const isElsewhere = (symbol: ts.Symbol | undefined) =>
  !symbol?.declarations?.length || symbol.declarations.some((node) => node.getSourceFile().isDeclarationFile)

const isMarkedInternal = ({ declarations = [] }: ts.Symbol) =>
  declarations.some((node) => ts.getJSDocTags(node).some(({ tagName }) => tagName.text === 'internal'))
