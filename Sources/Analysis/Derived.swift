import Synchronization

/// A value that is derived when it is first asked for: most rules ask little of most rows.
///
/// Public, so that the modules that use it have code that is made for their values.
public final class Derived<Value: Sendable>: Sendable {
  @usableFromInline enum State {
    case pending(@Sendable () -> Value)
    case known(Value)
  }

  @usableFromInline let state: Mutex<State>

  @inlinable public init(_ derive: @escaping @Sendable () -> Value) { state = Mutex(.pending(derive)) }

  /// A value that is there already.
  @inlinable public init(known value: Value) { state = Mutex(.known(value)) }

  @inlinable public var get: Value {
    let derive: @Sendable () -> Value
    switch state.withLock({ $0 }) {
    case .known(let value): return value
    case .pending(let own): derive = own
    }
    // Not under the lock: deriving it may ask for others.
    let value = derive()
    // What it was derived from is let go.
    state.withLock { $0 = .known(value) }
    return value
  }
}
