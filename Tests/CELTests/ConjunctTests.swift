import Testing

@testable import CEL

/// The parts of a condition that rows with one field in common share.
@Suite struct ConjunctTests {
  /// The parts of a condition that read nothing of an opening but its group, and their values.
  private static func parts(_ source: String, isOpen: Bool = true) throws -> [Bool] {
    let group = Row(typeName: "group", id: 1, fields: ["name": .string("web"), "open": .bool(isOpen)])
    // Of the opening nothing else is there yet.
    let opening = Row(typeName: "opening", id: 2, fields: ["group": .object(group)])
    let condition = try World.environment.check(try Expression.parse(source)).expression
    return condition.conjuncts(readingOnly: ["group", "admits"], of: ["opening"]).map { part in
      if case .bool(true) = part.evaluate(["opening": .object(opening), "a": .bool(true), "n": .int(3)]) {
        true
      } else {
        false
      }
    }
  }

  @Test func everyConjunctOfTheFieldIsAPart() throws {
    #expect(try Self.parts("opening.group.open && opening.port > n && opening.group.name == 'web'") == [true, true])
    #expect(try Self.parts("opening.group.open && opening.port > n", isOpen: false) == [false])
    #expect(try Self.parts("a && (opening.group.open || n == 3)") == [true, true])
  }

  @Test func methodsAndPresenceAreMembersToo() throws {
    #expect(try Self.parts("opening.admits(443) && has(opening.group) && opening.port == 1") == [true, true])
    #expect(try Self.parts("opening.admits(opening.port)") == [])
    #expect(try Self.parts("has(opening.port) && opening.group.admits(opening.port)") == [])
  }

  @Test func whatReadsMoreIsNoPart() throws {
    #expect(try Self.parts("opening.group.open && opening.port > n || a") == [])
    #expect(try Self.parts("!(opening.group.open && opening.port == 1)") == [])
    #expect(try Self.parts("opening.rules.exists(rule, opening.group.open)") == [])
    #expect(try Self.parts("opening == opening") == [])
  }
}
