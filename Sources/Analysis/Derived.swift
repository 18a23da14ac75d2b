import Synchronization

/// A value that is derived when it is first asked for: most rules ask little of most rows.
final class Derived<Value: Sendable>: Sendable {
  private let derive: @Sendable () -> Value
  private let value = Mutex<Value?>(nil)

  init(_ derive: @escaping @Sendable () -> Value) { self.derive = derive }

  var get: Value {
    if let value = value.withLock({ $0 }) { return value }
    // Not under the lock: deriving it may ask for others.
    let derived = derive()
    value.withLock { $0 = derived }
    return derived
  }
}
