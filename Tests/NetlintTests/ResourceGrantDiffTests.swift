import TestSupport
import Testing

/// What the policies of resources and the trust policies of roles open and close.
@Suite struct ResourceGrantDiffTests {
  private static let head = """
    Resources:
      Q: {Type: AWS::SQS::Queue}

    """

  private static func key(_ more: String = "") -> String {
    """
      K:
        Type: AWS::KMS::Key
        Properties:
          KeyPolicy:
            Version: '2012-10-17'
            Statement:
              - {Effect: Allow, Principal: {AWS: !Sub 'arn:aws:iam::${AWS::AccountId}:root'}, Action: 'kms:*', Resource: '*'}
    \(more)

    """
  }

  private static func role(_ principal: String) -> String {
    """
      R:
        Type: AWS::IAM::Role
        Properties:
          AssumeRolePolicyDocument:
            Version: '2012-10-17'
            Statement:
              - {Effect: Allow, Principal: {Service: ec2.amazonaws.com}, Action: 'sts:AssumeRole'}
              - {Effect: Allow, Principal: \(principal), Action: 'sts:AssumeRole'}
          Policies:
            - PolicyName: own
              PolicyDocument:
                Version: '2012-10-17'
                Statement: [{Effect: Allow, Action: 'sts:AssumeRole', Resource: '*'}]

    """
  }

  private static func queuePolicy(_ name: String, _ principal: String) -> String {
    """
      \(name):
        Type: AWS::SQS::QueuePolicy
        Properties:
          Queues: [!Ref Q]
          PolicyDocument:
            Version: '2012-10-17'
            Statement: [{Effect: Allow, Principal: \(principal), Action: 'sqs:SendMessage', Resource: !GetAtt Q.Arn}]

    """
  }

  private static let other = "{AWS: '999999999999'}"
  private static let three = "{AWS: ['111111111111', '999999999999', '222222222222']}"

  @Test(
    arguments: [
      (
        key(),
        key("          - {Effect: Allow, Principal: {AWS: '999999999999'}, Action: 'kms:Decrypt', Resource: '*'}"),
        ["999999999999, by K", "kms:Decrypt"]
      ),
      ("", queuePolicy("QP", other), ["999999999999, by QP", "sqs:SendMessage"]),
      // The service that could before is another caller.
      (
        queuePolicy("QP", "{Service: events.amazonaws.com}"), queuePolicy("QP", other),
        ["999999999999, by QP", "sqs:SendMessage"]
      ),
      (role("{Service: lambda.amazonaws.com}"), role(other), ["999999999999, by R", "sts:AssumeRole"]),
      // What everybody could do before, or the same under another name of the policy, is no news.
      (queuePolicy("QP", "'*'"), queuePolicy("QP", other), nil),
      (queuePolicy("QP", other), queuePolicy("Renamed", other), nil), (role(other), role(other), nil),
      // Each of those whom a statement names is a caller of his own, and an account is its root.
      (queuePolicy("QP", other), queuePolicy("QP", three), ["111111111111, 222222222222, by QP", "sqs:SendMessage"]),
      (queuePolicy("QP", three), queuePolicy("QP", other), nil), (role(three), role(other), nil),
      (queuePolicy("QP", three), queuePolicy("QP", "{AWS: ['arn:aws:iam::222222222222:root']}"), nil),
    ] as [(String, String, [String]?)])
  func opens(_ old: String, _ new: String, _ words: [String]?) throws {
    let folder = try TemporaryFolder()
    try folder.write("old.yaml", Self.head + old)
    try folder.write("new.yaml", Self.head + new)
    let run = try NetlintProcess.run(["diff", "old.yaml", "new.yaml", "--fail-on", "opened"], in: folder.path)
    #expect(run.status == (words == nil ? 0 : 1), "\(run.output)\(run.errors)")
    for word in words ?? [] { #expect(run.output.contains(word), "\(run.output)") }
  }
}
