import AWSModel
import Documents
import NetSpace

/// One mistake, one finding: a finding that another rule's definite finding contains becomes a related place of it.
enum Subsumption {
  static func apply(to drafts: inout [DraftFinding]) {
    var containers: [String: Containers] = [:]
    for rule in Set(drafts.flatMap(\.subsumers)) { containers[rule] = Containers(of: rule, among: drafts) }
    var parents: [Int: Int] = [:]
    for child in drafts.indices {
      for subsumer in drafts[child].subsumers where parents[child] == nil {
        parents[child] = containers[subsumer]?.around(drafts[child].place.range, of: drafts[child].subject)
          .filter { parent in parent != child && root(of: parent, parents) != child }
          .min { precedes(drafts[$0], drafts[$1], near: drafts[child]) }
      }
    }
    for child in drafts.indices where parents[child] != nil {
      let top = root(of: child, parents)
      let id = drafts[child].rule.definition.id
      drafts[top].subsumed.append(drafts[child])
      if !drafts[top].subsumes.contains(id) { drafts[top].subsumes.append(id) }
    }
    drafts = drafts.indices.filter { parents[$0] == nil }.map { drafts[$0] }
    for index in drafts.indices { drafts[index].subsumes.sort() }
  }

  private static func root(of index: Int, _ parents: [Int: Int]) -> Int {
    var index = index
    while let parent = parents[index] { index = parent }
    return index
  }

  /// Of several findings that contain it, the one at the same place, then of the same subject, then the first in the file.
  private static func precedes(_ a: DraftFinding, _ b: DraftFinding, near child: DraftFinding) -> Bool {
    let (isAHere, isBHere) = (a.place.range == child.place.range, b.place.range == child.place.range)
    if isAHere != isBHere { return isAHere }
    let (isASame, isBSame) = (a.subject == child.subject, b.subject == child.subject)
    if isASame != isBSame { return isASame }
    if a.place.range != b.place.range { return a.place.range < b.place.range }
    return a.subject < b.subject
  }
}

/// The definite findings of one rule by what lies within them: their places and their evidence.
///
/// A place of a module or a loop may be that of thousands of findings.
private struct Containers {
  private struct Owner: Hashable {
    let range: SourceRange
    let subject: ResourceID
  }

  /// In their order.
  private let ranges: [SourceRange]
  /// How far the ranges up to one of them reach in its file.
  private let reach: [Int]
  private var bySubject: [Owner: Int] = [:]
  /// The first finding by place and subject.
  private var first: [SourceRange: Int] = [:]

  init(of rule: String, among drafts: [DraftFinding]) {
    let owners = drafts.indices.filter { drafts[$0].rule.definition.id == rule && drafts[$0].verdict == .yes }
      .sorted { (drafts[$0].place.range, drafts[$0].subject) < (drafts[$1].place.range, drafts[$1].subject) }
    for owner in owners {
      for range in drafts[owner].extent {
        if first[range] == nil { first[range] = owner }
        let key = Owner(range: range, subject: drafts[owner].subject)
        if bySubject[key] == nil { bySubject[key] = owner }
      }
    }
    let ranges = first.keys.sorted()
    self.ranges = ranges
    reach = ranges.indices.reduce(into: []) { reach, i in
      let end = ranges[i].bytes.upperBound
      reach.append(i > 0 && ranges[i - 1].file == ranges[i].file ? max(end, reach[i - 1]) : end)
    }
  }

  /// The findings that a place lies within: of those at one range the subject's own, and the first.
  func around(_ place: SourceRange, of subject: ResourceID) -> [Int] {
    var found: [Int] = []
    var i = count(before: place)
    while i > 0, ranges[i - 1].file == place.file, reach[i - 1] >= place.bytes.upperBound {
      i -= 1
      guard ranges[i].bytes.upperBound >= place.bytes.upperBound else { continue }
      found += [bySubject[Owner(range: ranges[i], subject: subject)], first[ranges[i]]].compactMap(\.self)
    }
    return found
  }

  /// How many ranges begin before a place or where it does.
  private func count(before place: SourceRange) -> Int {
    var (low, high) = (0, ranges.count)
    while low < high {
      let middle = (low + high) / 2
      let range = ranges[middle]
      let isBefore =
        range.file.path != place.file.path ? range.file.path < place.file.path : range.offset <= place.offset
      if isBefore { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
