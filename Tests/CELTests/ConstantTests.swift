import Synchronization
import Testing

@testable import CEL

/// What is the same for all elements of a macro is evaluated once.
@Suite struct ConstantTests {
  /// An object that counts how often it is asked for a field.
  private final class Counted: CELObject {
    let typeName = "group"
    let count = Mutex(0)
    let name: Value

    init(_ name: Value) { self.name = name }

    func field(_ field: String) -> Value? {
      count.withLock { $0 += 1 }
      return field == "name" ? name : nil
    }

    func isEqual(to other: any CELObject) -> Value { .bool(self === other) }
    var description: String { "counted" }
  }

  private static func asked(
    _ source: String, _ name: Value = .string("web"), isOpen: Bool = true
  ) throws -> (value: String, count: Int) {
    let group = Counted(name)
    let condition = try World.environment.check(try Expression.parse(source)).expression
    let value = condition.evaluate(["group": .object(group), "a": .bool(isOpen), "numbers": [1, 2, 3].asList])
    return (World.notation(value), group.count.withLock { $0 })
  }

  @Test func onceForAllElements() throws {
    #expect(try Self.asked("numbers.map(n, group.name + string(n))") == ("['web1', 'web2', 'web3']", 1))
    #expect(try Self.asked("numbers.filter(n, n > 1 && group.name == 'web')") == ("[2, 3]", 1))
  }

  @Test func notAtAllWhereNobodyAsks() throws {
    #expect(try Self.asked("numbers.exists(n, n > 5 && group.name == 'web')") == ("false", 0))
    #expect(try Self.asked("numbers.all(n, a || group.name == 'web')") == ("true", 0))
  }

  @Test func unknownsAndErrorsStayWhatTheyAre() throws {
    #expect(try Self.asked("numbers.exists(n, group.name == string(n))", .unknown(4)).value == "?4")
    #expect(try Self.asked("numbers.exists(n, n == 2 || group.open)").value == "true")
    #expect(try Self.asked("numbers.all(n, group.open)").value.hasPrefix("error"))
  }

  @Test func againForEachElementOfAnOuterMacro() throws {
    // What the inner macro may keep depends on the variable of the outer one.
    let source = "numbers.map(n, numbers.filter(m, m == n + size(group.name) - 3).size())"
    #expect(try Self.asked(source).value == "[1, 1, 1]")
  }

  @Test func listsOfConstantsAreRecorded() {
    #expect(World.result("n in [1, 2]", ["n": .int(2)]) == "true")
    #expect(World.result("[['a', b'b'], [1u, null]].size() == 2") == "true")
    #expect(World.result("[[1, 2], [2.5]][1]") == "[2.5]")
  }
}

extension [Int] {
  fileprivate var asList: Value { .list(map { Value.int($0) }) }
}
