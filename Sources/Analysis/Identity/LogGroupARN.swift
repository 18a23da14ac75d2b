/// ARNs of CloudWatch log groups, which have a star behind them but where tags are set.
///
/// Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/iam-access-control-overview-cwl.html
enum LogGroupARN {
  private static let service = GlobPattern("arn:aws:logs:")
  private static let aboutTags = PatternSet(
    ["TagResource", "UntagResource", "ListTagsForResource"].map { GlobPattern("logs:\($0)", foldingCase: true) })

  /// Names of groups have no colon, and those of streams neither: what would have another group or stream in it is the
  /// ARN of nothing.
  ///
  /// Source: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogStream.html
  private static let ofNothing = PatternSet([
    GlobPattern("*:log-group:*:log-group:*"), GlobPattern("*:log-stream:*:*"),
  ])

  /// Whether a text is the ARN of a group, with nothing behind it.
  static func isOfGroup(_ text: String) -> Bool {
    let fields = text.split(separator: ":", omittingEmptySubsequences: false)
    return fields.count == 7 && fields[2] == "logs" && fields[5] == "log-group" && !text.hasSuffix("*")
  }

  /// Of some actions those on the group itself, and the others.
  static func parts(of actions: PatternSet) -> (whole: PatternSet, inside: PatternSet) {
    (actions.intersection(aboutTags), actions.subtracting(aboutTags))
  }

  /// What a pattern matches that is the ARN of something.
  static func written(like pattern: GlobPattern) -> PatternSet {
    let set = PatternSet([pattern])
    return pattern.symbols.starts(with: service.symbols) ? set.subtracting(ofNothing) : set
  }
}
