import AWSModel
import Documents

extension Answer {
  /// The same with places replaced by others, where there are any.
  package func placed(by place: (SourceRange) -> SourceRange?) -> Answer {
    Answer(
      query: query, traces: traces.map { $0.placed(by: place) }, verdict: verdict,
      unknowns: unknowns.map { $0.placed(by: place) }, surviving: surviving, remainder: remainder,
      clientPorts: clientPorts)
  }
}

extension Chain {
  /// The same with places replaced by others, where there are any.
  package func placed(by place: (SourceRange) -> SourceRange?) -> Chain {
    Chain(links: links.map { $0.placed(by: place) }, verdict: verdict)
  }
}

extension Decision {
  /// The same with its place replaced by another, if there is one.
  package func placed(by place: (SourceRange) -> SourceRange?) -> Decision {
    Decision(
      text: text, place: place(self.place) ?? self.place, resource: resource, effect: effect, isImplied: isImplied)
  }
}

extension Unknown {
  fileprivate func placed(by place: (SourceRange) -> SourceRange?) -> Unknown {
    Unknown(subject, reason, at: self.place.map { place($0) ?? $0 })
  }
}
