import AWSModel
import NetSpace

extension Grant {
  /// What of a grant a role has no need of that ECS takes on to start tasks: more than to pull images, to write logs
  /// and to read what is named.
  ///
  /// Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html
  package var executionExcess: [(action: CataloguedAction, verdict: Verdict)] {
    let possible = Self.excess(granted.may, secretReads.filter { $0.verdict != .no }.map(\.action))
    if possible.isEmpty { return [] }
    let certain =
      existence.verdict == .yes
      ? Set(Self.excess(granted.must, secretReads.filter { $0.verdict == .yes }.map(\.action))) : []
    return possible.map { ($0, certain.contains($0) ? .yes : .unknown) }
  }

  private static func excess(_ requests: RequestSet, _ openReads: [String]) -> [CataloguedAction] {
    let set = requests.boxes.reduce(PatternSet.empty) { $0.union($1.actions) }
    return ActionCatalogue.builtIn.actions(in: set).filter { action in
      !startingTasks.contains("\(action)") || openReads.contains("\(action)")
    }
  }

  private static let startingTasks: Set = [
    "ecr:GetAuthorizationToken", "ecr:BatchCheckLayerAvailability", "ecr:GetDownloadUrlForLayer", "ecr:BatchGetImage",
    "ecr:BatchImportUpstreamImage", "logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents",
    "logs:DescribeLogGroups", "logs:DescribeLogStreams", "secretsmanager:GetSecretValue", "ssm:GetParameter",
    "ssm:GetParameters", "ssm:GetParametersByPath", "kms:Decrypt", "s3:GetObject", "s3:GetBucketLocation",
  ]
}
