import Dispatch
import Synchronization

/// The results in the order of the elements, computed on all processors.
package func inParallel<Element: Sendable, Result: Sendable>(
  _ elements: [Element], _ body: @Sendable (Element) -> Result
) -> [Result] {
  // Threads cost more than most single files.
  if elements.count < 2 { return elements.map(body) }
  let results = Mutex<[Result?]>(Array(repeating: nil, count: elements.count))
  DispatchQueue.concurrentPerform(iterations: elements.count) { index in
    let result = body(elements[index])
    results.withLock { $0[index] = result }
  }
  return results.withLock { $0 }.compactMap(\.self)
}
