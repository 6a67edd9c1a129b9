import ts from 'typescript'
import { typeFlows } from './typeFlows'

/**
 * The names of properties that only the sources know, so that the build may shorten them. A name is one of them if
 * each property that bears it is a member of an interface or type literal of the sources, and none is
 *
 * - promised: in a type that the exports of an entry lead to, unless it is marked `@internal` there;
 * - named by a string: `value['name']`, `'name' in value`, `{ [name]: … }`, or in quotes;
 * - shared: where a value goes from one type to another, members of one name are one property. If the other type is
 *   declared elsewhere, as those of the DOM and of packages are, so is the name;
 * - untyped on its way: what becomes `any`, `unknown`, `object` or a record, or was one, may come from the wire or
 *   go there, with all that is in it.
 *
 * A name of which the checker cannot tell is none of them.
 *
 * @param entries - the files whose exports are public.
 * @returns the names in the code, as they come in the program; all others of properties in it; and which names may be
 *   together in one value.
 */
export function internalNames(
  program: ts.Program,
  entries: readonly string[],
): { internal: string[]; others: string[]; companies: Set<string>[] } {
  const checker = program.getTypeChecker()
  const met = new Set<string>()
  const refused = new Set<string>()
  const flows = typeFlows(checker, (name) => refused.add(name))

  for (const source of program.getSourceFiles()) if (!source.isDeclarationFile) visit(source)
  for (const entry of entries) {
    const module = checker.getSymbolAtLocation(program.getSourceFile(entry)!)
    for (const symbol of module ? checker.getExportsOfModule(module) : []) {
      flows.publish(checker.getDeclaredTypeOfSymbol(symbol))
      flows.publish(checker.getTypeOfSymbol(symbol))
    }
  }
  return {
    internal: [...met].filter((name) => !refused.has(name)),
    others: [...met].filter((name) => refused.has(name)),
    companies: flows.companies(),
  }

  function visit(node: ts.Node): void {
    if (isNameOfProperty(node)) meet(node)
    else if (ts.isExpression(node)) follow(node)
    else if (ts.isTypePredicateNode(node)) followPredicate(node)
    else if (ts.isSpreadAssignment(node)) followSpread(node)
    else if (ts.isBindingElement(node) && node.dotDotDotToken) followRest(node)
    else if (ts.isTypeLiteralNode(node) || ts.isInterfaceDeclaration(node)) {
      flows.meet(checker.getTypeAtLocation(node))
    }
    ts.forEachChild(node, visit)
  }

  function meet(node: ts.Identifier) {
    // What only types say is not in the code.
    if (!ts.isTypeElement(node.parent)) met.add(node.text)
    const properties = propertiesAt(node)
    if (properties.length === 0 || !properties.every(isMemberOfSources)) refused.add(node.text)
  }

  /** What a name stands for; nothing where the checker cannot tell. */
  function propertiesAt(node: ts.Identifier): readonly ts.Symbol[] {
    const { parent } = node
    if (ts.isPropertyAccessExpression(parent) || ts.isTypeElement(parent)) {
      return [checker.getSymbolAtLocation(node)].filter((symbol) => symbol !== undefined)
    }
    const whole = parent.parent
    if (ts.isBindingElement(parent)) return membersOf(checker.getTypeAtLocation(whole), node.text)
    // A literal for which no type is expected is of a type of its own, and goes anywhere.
    const expected = ts.isObjectLiteralExpression(whole) ? checker.getContextualType(whole) : undefined
    return expected ? membersOf(expected, node.text) : []
  }

  function membersOf(type: ts.Type, name: string): readonly ts.Symbol[] {
    if (type.isUnion()) return type.types.flatMap((part) => membersOf(part, name))
    const property = checker.getPropertyOfType(type, name)
    return property ? [property] : []
  }

  function follow(node: ts.Expression) {
    const type = checker.getTypeAtLocation(node)
    flows.meet(type)
    if (isQuotedName(node)) refused.add(node.text)
    if (isKey(node)) for (const name of stringsOf(type)) refused.add(name)
    const expected = isTakenApart(node) ? undefined : checker.getContextualType(node)
    if (expected) flows.relate(type, expected)
  }

  function followPredicate({ parameterName, type }: ts.TypePredicateNode) {
    if (type) flows.relate(checker.getTypeAtLocation(parameterName), checker.getTypeFromTypeNode(type))
  }

  function followSpread({ parent, expression }: ts.SpreadAssignment) {
    const [whole, type] = [parent, expression].map(checker.getTypeAtLocation) as [ts.Type, ts.Type]
    flows.merge(whole, type)
    // What else is in it, only its callers know.
    if (type.flags & ts.TypeFlags.Instantiable) {
      for (const { name } of checker.getPropertiesOfType(whole)) refused.add(name)
    }
  }

  function followRest({ parent, name }: ts.BindingElement) {
    flows.merge(checker.getTypeAtLocation(parent), checker.getTypeAtLocation(name))
  }

  function stringsOf(type: ts.Type): string[] {
    if (type.isUnion()) return type.types.flatMap(stringsOf)
    if (type.isStringLiteral()) return [type.value]
    const constraint = checker.getBaseConstraintOfType(type)
    return constraint && constraint !== type ? stringsOf(constraint) : []
  }
}

/** Whether it is written as the name of a property, so that a build would shorten it. */
export function isNameOfProperty(node: ts.Node): node is ts.Identifier {
  if (!ts.isIdentifier(node)) return false
  const { parent } = node
  if (ts.isBindingElement(parent)) {
    const isTaken = ts.isObjectBindingPattern(parent.parent) && !parent.dotDotDotToken
    return isTaken && (parent.propertyName ?? parent.name) === node
  }
  return (ts.isPropertyAccessExpression(parent) || isDeclared(parent)) && parent.name === node
}

function isQuotedName(node: ts.Node): node is ts.StringLiteralLike {
  if (!ts.isStringLiteralLike(node)) return false
  const { parent } = node
  return ts.isBindingElement(parent)
    ? parent.propertyName === node
    : isDeclared(parent) && parent.name === node
}

/** Whether a property is named by what the expression says at run time. */
function isKey(node: ts.Expression): boolean {
  const { parent } = node
  if (ts.isElementAccessExpression(parent)) return parent.argumentExpression === node
  if (ts.isBinaryExpression(parent))
    return parent.left === node && parent.operatorToken.kind === ts.SyntaxKind.InKeyword
  return ts.isComputedPropertyName(parent)
}

const isDeclared = (node: ts.Node) =>
  ts.isTypeElement(node) ||
  ts.isClassElement(node) ||
  ts.isObjectLiteralElement(node) ||
  ts.isEnumMember(node) ||
  ts.isJsxAttribute(node)

/** What is expected there is made up from the names that are taken, each of type `any`. */
const isTakenApart = ({ parent }: ts.Node) =>
  ts.isVariableDeclaration(parent) && !ts.isIdentifier(parent.name) && !parent.type

const isMemberOfSources = ({ declarations = [] }: ts.Symbol) =>
  declarations.length > 0 &&
  declarations.every((node) => ts.isTypeElement(node) && !node.getSourceFile().isDeclarationFile)
