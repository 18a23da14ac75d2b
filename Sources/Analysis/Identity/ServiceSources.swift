import AWSModel

/// Of which services the resources are for which a service of AWS makes requests, as it says under `aws:SourceArn`.
///
/// EventBridge calls for a rule, S3 for a bucket: a policy that asks one for the ARN of another's resource lets nothing
/// through.
enum ServiceSources {
  /// How the ARNs of its resources call their service; nil where it is not known that there are no others.
  ///
  /// - Parameter principal: `events.amazonaws.com`, also with a region in it.
  static func owners(of principal: PartialText) -> [String]? {
    guard let name = principal.literal, let end = name.firstRange(of: ".amazonaws.com") else { return nil }
    let labels = name[..<end.lowerBound].split(separator: ".")
    // Behind the name of a service stands its region: `logs.eu-west-1.amazonaws.com`.
    let isRegional = labels.count > 1 && labels.last?.contains(where: \.isNumber) == true
    return owners[(isRegional ? labels.dropLast() : labels[...]).joined(separator: ".")]
  }

  /// As their pages on policies have it.
  ///
  /// Sources: https://docs.aws.amazon.com/lambda/latest/dg/lambda-services.html,
  /// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html,
  /// https://docs.aws.amazon.com/AmazonS3/latest/userguide/grant-destinations-permissions-to-s3.html,
  /// https://docs.aws.amazon.com/sns/latest/dg/subscribe-sqs-queue-to-sns-topic.html,
  /// https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
  private static let owners: [String: [String]] = [
    "apigateway": ["execute-api", "apigateway"], "cloudfront": ["cloudfront"], "cloudtrail": ["cloudtrail"],
    "codecommit": ["codecommit"], "cognito-idp": ["cognito-idp"], "config": ["config"],
    "elasticloadbalancing": ["elasticloadbalancing"], "events": ["events"], "iot": ["iot"],
    "lambda.alarms.cloudwatch": ["cloudwatch"], "logs": ["logs"], "s3": ["s3"], "scheduler": ["scheduler"],
    "secretsmanager": ["secretsmanager"], "ses": ["ses"], "sns": ["sns"],
  ]
}
