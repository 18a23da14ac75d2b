import AWSModel

/// Asks what is so when some unknowns are decided, and again with those that are only met then, such as a condition inside
/// of another one, as long as more comes up.
///
/// - Parameters:
///   - ask: what all combinations of some unknowns answer; nil if there are too many, or nothing can be decided.
///   - open: what is still open by an answer.
/// - Returns: the last answer; nil if there is none.
func asked<Result>(
  because unknowns: [Unknown], _ ask: ([Unknown]) -> Result?, open: (Result) -> [Unknown]
) -> Result? {
  var because = unknowns.filter(\.isPinnable)
  var result: Result?
  while let found = ask(because) {
    result = found
    let more = open(found).filter { $0.isPinnable && !because.contains($0) }.distinct
    if more.isEmpty { break }
    because += more
  }
  return result
}
