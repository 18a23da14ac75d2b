import Documents
import NetSpace

/// One mistake, one finding: a finding that another rule's definite finding contains becomes a related place of it.
enum Subsumption {
  static func apply(to drafts: inout [DraftFinding]) {
    var parents: [Int: Int] = [:]
    for child in drafts.indices {
      for subsumer in drafts[child].subsumers where parents[child] == nil {
        parents[child] = drafts.indices.filter { parent in
          drafts[parent].rule.definition.id == subsumer && drafts[parent].verdict == .yes && parent != child
            && drafts[parent].contains(drafts[child]) && root(of: parent, parents) != child
        }.min { precedes(drafts[$0], drafts[$1], near: drafts[child]) }
      }
    }
    for child in drafts.indices where parents[child] != nil {
      let top = root(of: child, parents)
      let draft = drafts[child]
      let id = draft.rule.definition.id
      drafts[top].related.append(
        Finding.Related(
          place: draft.place.range, resource: draft.resource, message: "\(id): \(draft.message)"))
      if !drafts[top].subsumes.contains(id) { drafts[top].subsumes.append(id) }
    }
    drafts = drafts.indices.filter { parents[$0] == nil }.map { drafts[$0] }
    for index in drafts.indices {
      drafts[index].subsumes.sort()
      drafts[index].related.sort { ($0.place, $0.message) < ($1.place, $1.message) }
    }
  }

  private static func root(of index: Int, _ parents: [Int: Int]) -> Int {
    var index = index
    while let parent = parents[index] { index = parent }
    return index
  }

  /// Of several findings that contain it, the one at the same place, then the first in the file.
  private static func precedes(_ a: DraftFinding, _ b: DraftFinding, near child: DraftFinding) -> Bool {
    let (isAHere, isBHere) = (a.place.range == child.place.range, b.place.range == child.place.range)
    if isAHere != isBHere { return isAHere }
    if a.place.range != b.place.range { return a.place.range < b.place.range }
    return a.subject < b.subject
  }
}

extension DraftFinding {
  /// Whether another finding's place lies within a place or the evidence of this one.
  fileprivate func contains(_ other: DraftFinding) -> Bool {
    let place = other.place.range
    return (anchors.map(\.place.range) + evidence).contains { range in
      range.file == place.file && range.bytes.lowerBound <= place.bytes.lowerBound
        && place.bytes.upperBound <= range.bytes.upperBound
    }
  }
}
